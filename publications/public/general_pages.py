"""What every government site carries: its policies, how the agency is reached, and a map of all pages."""

from django.utils.translation import get_language

from agencies.models import SitePage
from agencies.site_texts import blocks, default_text, own_text

from . import years
from .editions import PublishedEditions
from .pages import Page, PublicView


@PublicView
def text_detail(editions: PublishedEditions, page: str) -> Page:
    """One of the texts of the site, in the agency's own words or else in the portal's."""
    language = get_language()
    own = own_text(editions.agency, page, language)
    text = own or default_text(editions.agency, page, language)
    context = {"site_page": SitePage(page), "blocks": list(blocks(text)), "is_own": bool(own)}
    return Page("publications/text_detail.html", context, named_by=editions)


@PublicView
def contact_detail(editions: PublishedEditions) -> Page:
    """How the agency is reached, as far as it has said so."""
    return Page("publications/contact_detail.html", {"agency": editions.agency}, named_by=editions)


@PublicView
def page_list(editions: PublishedEditions) -> Page:
    """The site map for people: every page of the site, by year."""
    documents = years.newest_documents(editions)
    context = {
        "site_pages": list(SitePage),
        "table": years.table(documents),
        "mapped": [(document, _readable(editions, document.fiscal_year)) for document in documents],
    }
    return Page("publications/page_list.html", context, named_by=editions)


def _readable(editions: PublishedEditions, year: int) -> list[int]:
    return [edition.number for edition in editions.of_year(year) if not edition.is_withdrawn]
