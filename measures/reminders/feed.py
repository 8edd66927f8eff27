"""The address at which an agency's calendar is subscribed to: no sign-in, but nobody guesses its key."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import re_path
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from agencies.models import Agency

from .calendar import calendar_of


@require_safe
def calendar_feed(request: HttpRequest, key: str) -> HttpResponseBase:
    """The calendar whose key this is; for every other key the same 404, a renewed one's included."""
    agency = Agency.objects.filter(calendar_key=key).first()
    if agency is None:
        raise Http404
    content = calendar_of(agency)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="rounds.ics"'
    response["ETag"] = etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    return get_conditional_response(request, etag=etag, response=response) or response


# What new_calendar_key can give; whatever else stands there is no key and does not reach the database.
urlpatterns = [re_path(r"^(?P<key>[A-Za-z0-9_-]{20,64})\.ics$", calendar_feed, name="calendar-feed")]
