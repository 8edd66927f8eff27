"""How the staff's index shows what to do next."""

from django import template

from agencies.staffroom import own_agency
from publications import agenda

register = template.Library()


@register.simple_tag(takes_context=True)
def tasks(context):
    """The next tasks of the person who is signed in."""
    request = context["request"]
    return agenda.agenda(request.user, own_agency(request))
