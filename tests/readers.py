"""How tests read the public site: a client at a host and in a language, and pages as their reader gets them."""

from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from measures.models import Plan
from publications.models import Edition
from tests import factories
from tests.editions import addresses, freeze


def site(host: str = "testserver", language: str = "th") -> Client:
    """A reader who asks at `host` and has chosen `language`."""
    client = Client(headers={"host": host})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html5lib")


def text(response) -> str:
    """The page's words, blanks run together."""
    return " ".join(soup(response).get_text(" ").split())


def pages_of(edition: Edition) -> list[str]:
    """The addresses that are pages and not files."""
    return [address for address in addresses(edition) if address.endswith("/")]


def reported_year(**report) -> Plan:
    """A published plan of one measure, whose report on the first round is accepted and not yet published."""
    plan = factories.make_year()
    freeze(plan)
    factories.make_report(plan.measures.get(), plan.rounds.get(kind="progress"), **report)
    return plan
