"""Loads an invented agency as demonstration data and publishes its years one after the other."""

import datetime
from decimal import Decimal

import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.http.request import validate_host

from agencies.models import Agency, User
from measures.models import Evidence, Plan, Report, Round, Step
from publications import publishing
from publications.models import Edition, Kind
