"""The two addresses of the search: the page that answers, and the index for copies of the site without a server."""

from django.http import HttpRequest, HttpResponse

from publications.document import sha256_of

from . import passages, question, search
from .editions import PublishedEditions
from .files import StoredFile
from .pages import Page, public_page


@public_page
def search_show(request: HttpRequest, editions: PublishedEditions) -> Page:
    """`?q=` looked for in all published years; the form alone while nothing is asked."""
    answer = search.find(editions, request.GET.get("q", ""))
    limits = {"most": search.MOST_SHOWN, "longest": question.LONGEST}
    return Page("publications/search.html", {"answer": answer, "names": passages.patterns(), **limits})


@public_page
def search_index(request: HttpRequest, editions: PublishedEditions) -> HttpResponse:
    """All that can be found, as JSON."""
    content = search.as_json(editions)
    # Seldom asked for and long, so it is not kept in memory like a page.
    return StoredFile(content, sha256=sha256_of(content), content_type="application/json", name="index.json")
