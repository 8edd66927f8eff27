"""What programs ask for: the sitemap, the feed of editions, what they may read, and whether the portal is well."""

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publications.models import Edition

from . import sitemaps
from .editions import PublishedEditions
from .pages import PublicView


@PublicView
def sitemap(editions: PublishedEditions) -> HttpResponse:
    """The addresses that search engines should know."""
    entries = sitemaps.entries(editions)
    text = render_to_string("publications/sitemap.xml", {"entries": entries, "origin": editions.origin})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@PublicView
def feed(editions: PublishedEditions) -> HttpResponse:
    """Every edition with both of its hashes as an Atom feed, newest first."""
    if not editions.editions:
        raise Http404(_("Nothing has been published yet"))
    context = {
        "agency": editions.agency,
        "origin": editions.origin,
        "editions": editions.editions,
        "changed": max(edition.changed_at for edition in editions.editions),
    }
    text = render_to_string("publications/feed.xml", context)
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@PublicView
def robots(editions: PublishedEditions) -> HttpResponse:
    """Everything public may be read by programs; the staff's rooms are nothing for them."""
    address = editions.origin + reverse("files:sitemap-show")
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {address}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def health_check(request: HttpRequest) -> HttpResponse:
    """Whether the database answers; for the machine that watches this one, so under any host name."""
    try:
        Edition.objects.exists()
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
