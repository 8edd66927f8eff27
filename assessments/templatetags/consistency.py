"""How templates print what the consistency check found."""

from django import template

from assessments.consistency.sentences import sentence

register = template.Library()
register.filter("sentence", sentence)
