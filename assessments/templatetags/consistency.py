"""How templates print what the consistency check found."""

from django import template

from assessments.consistency.discrepancies import sentence

register = template.Library()
register.filter("sentence", sentence)
