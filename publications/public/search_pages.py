"""The two addresses of the search: the page that answers, and the index for copies of the site without a server."""

from django.http import HttpResponse, QueryDict
from django.urls import reverse

from publications.document import sha256_of

from . import passages, question, search
from .editions import PublishedEditions
from .files import StoredFile
from .pages import Page, PublicView, render


@PublicView
def search_show(editions: PublishedEditions) -> Page:
    """The form alone, while nothing is asked."""
    return _page(editions, "")


@search_show.on_query
def search_asked(editions: PublishedEditions, query: QueryDict) -> HttpResponse:
    """`?q=` looked for in all published years; the page in another language asks the same."""
    asked = query.get("q", "")
    path = f"{reverse('publications:search-show')}?{query.urlencode()}"
    return render(editions, _page(editions, asked), path)


def _page(editions: PublishedEditions, asked: str) -> Page:
    context = {
        "answer": search.find(editions, asked),
        "names": passages.patterns(),
        "most": search.MOST_SHOWN,
        "longest": question.LONGEST,
    }
    return Page("publications/search.html", context, address=reverse("publications:search-show"))


@PublicView
def search_index(editions: PublishedEditions) -> HttpResponse:
    """All that can be found, as JSON."""
    content = search.as_json(editions)
    # Seldom asked for and long, so it is not kept in memory like a page.
    return StoredFile(content, sha256=sha256_of(content), content_type="application/json", name="index.json")
