"""How the staff's room names who answers for a measure."""

from django import template

from measures.admin.measures import owners_of

register = template.Library()
register.filter("owners", owners_of)
