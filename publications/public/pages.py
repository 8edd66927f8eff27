"""What all public pages have in common: whose they are, how they are rendered, kept and asked for again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, update_wrapper
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponsePermanentRedirect, QueryDict
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from agencies.models import Agency
from publications.document import AgencyPart, Document
from publications.models import Edition

from . import cache_key, languages, structured
from .editions import Erased, Moved, PublishedEditions, Withdrawn, read


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it shows; `edition` and `document` belong together and are those of a page of one year.

    `named_by` is a document that the view has at hand and that names the agency, so that none is read for that alone; a
    page that belongs to no edition is named by the editions' agency itself.
    `address` is the page's one path where it has several; `dataset` are open data that it offers (structured.py).
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    edition: Edition | None = None
    document: Document | None = None
    named_by: Document | PublishedEditions | None = None
    status: int = 200
    address: str = ""
    dataset: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, edition: Edition, template: str, **context: Any) -> "Page":
        """A page that shows the frozen document of `edition`."""
        return cls(template, context, edition=edition, document=read(edition))


def host_of(request: HttpRequest) -> str:
    """The host name that was asked, without port."""
    return split_domain_port(request.get_host())[0]


def editions_at(request: HttpRequest) -> PublishedEditions:
    """The editions of the agency that answers where the request leads; raises Http404 or Moved."""
    return PublishedEditions.for_host(host_of(request), asked=f"{request.scheme}://{request.get_host()}")


class PublicView:
    """A citizens' page or file: what it makes of an agency's editions, and how a request for it is answered.

    A page is rendered once and kept until the next publication or withdrawal; what was withdrawn answers 410. Nothing
    is fresh without asking, because an edition can be published or withdrawn at any moment.
    """

    # Nothing changes and nobody is signed in: pages carry no tokens, and any other method is to hear 405 alone.
    csrf_exempt = True

    def __init__(self, view: Callable[..., Page | HttpResponse]):
        self.view = view
        self.post: Callable[[HttpRequest], HttpResponse] | None = None
        self.query: Callable[..., HttpResponse | None] | None = None
        update_wrapper(self, view)

    def on_post(self, post: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
        """Let `post` answer what is sent with the page's form."""
        self.post = post
        return post

    def on_query(self, query: Callable[..., HttpResponse | None]) -> Callable[..., HttpResponse | None]:
        """Let `query` look at a request's query first; where it returns None the page answers."""
        self.query = query
        return query

    def made(self, editions: PublishedEditions, path: str, **named: Any) -> HttpResponse:
        """The page or file at `path` in the active language, whoever asks; raises Http404."""
        return self._said(partial(self.view, editions, **named), editions, path)

    def _said(self, make: Callable[[], Page | HttpResponse], editions: PublishedEditions, path: str) -> HttpResponse:
        """What `make` gives as an answer; of what was withdrawn or erased the reason."""
        try:
            made = make()
        except Withdrawn as withdrawn:
            made = Page("410.html", {"withdrawn": withdrawn.edition}, status=410)
        except Erased as erased:
            made = Page("410_erased.html", {"erased": erased}, status=410)
        return render(editions, made, path) if isinstance(made, Page) else made

    def __call__(self, request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            if request.method in ("GET", "HEAD"):
                return self._answer(request, named)
            if request.method == "POST" and self.post:
                return self.post(request)
        except Moved as moved:
            return moved_response(moved, request)
        return HttpResponseNotAllowed(["GET", "HEAD", *(["POST"] if self.post else [])])

    def _answer(self, request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
        key = _key(request)
        response = _kept(key) if key else None
        if response is None:
            # On the request too, so that the page that says "not found" need not look for it again.
            editions = request.editions = editions_at(request)  # type: ignore[attr-defined]  # added here
            make = partial(self._asked_or_plain, editions, request.GET, **named)
            response = _tagged(self._said(make, editions, request.path))
            _keep(key, response)
        response.headers["Cache-Control"] = "no-cache"
        response = get_conditional_response(request, etag=response.headers.get("ETag"), response=response) or response
        return _without_body(response) if request.method == "HEAD" else response

    def _asked_or_plain(self, editions: PublishedEditions, query: QueryDict, **named: Any) -> Page | HttpResponse:
        asked = self.query(editions, query, **named) if self.query and query else None
        return asked or self.view(editions, **named)


def moved_response(moved: Moved, request: HttpRequest) -> HttpResponse:
    """To the same page under the agency's present host name, for ever: printed QR codes carry the former ones."""
    return HttpResponsePermanentRedirect(moved.address + request.get_full_path())


def _without_body(response: HttpResponse) -> HttpResponse:
    """The head of the answer alone; a server that has to cut the body off itself complains about each."""
    response.headers.setdefault("Content-Length", str(len(response.content)))
    response.content = b""
    return response


def render(editions: PublishedEditions | None, page: Page, path: str) -> HttpResponse:
    """The page as HTML. Templates get no request: what they show must not depend on who reads it."""
    address = page.address or path
    site = _site(editions, page.document or page.named_by)
    context = {
        "edition": page.edition,
        "document": page.document,
        "years": editions.years if editions else [],
        "site": site,
        "origin": editions.origin if editions else "",
        "address": address,
        "is_found": page.status == HTTPStatus.OK,
        "versions": languages.versions(path),
        "alternates": languages.versions(address),
        "structured": _structured(page, site, editions.origin) if editions and site else "",
        "is_exported": bool(editions and editions.is_exported),
        **page.context,
    }
    return HttpResponse(render_to_string(page.template, context), status=page.status)


def _structured(page: Page, site: AgencyPart | Agency, origin: str) -> str:
    about = [structured.organisation(site, origin)]
    if page.edition and page.document:
        about.append(structured.report(page.document, page.edition, origin))
    if page.dataset:
        about.append(page.dataset)
    return structured.as_script(*about)


def _tagged(response: HttpResponse) -> HttpResponse:
    """With an entity tag, so that a reader who has it already is told so (304); a stored file brings its own."""
    if response.status_code == 200 and "ETag" not in response.headers:
        response.headers["ETag"] = f'"{sha256(response.content).hexdigest()}"'
    return response


def _site(
    editions: PublishedEditions | None, named_by: Document | PublishedEditions | None
) -> AgencyPart | Agency | None:
    """Whose site it is, under the name that `named_by` (else the newest readable edition) gives."""
    if named_by:
        return named_by.agency
    newest = next((edition for edition in editions.editions if not edition.is_withdrawn), None) if editions else None
    return read(newest).agency if newest else None


def _key(request: HttpRequest) -> str | None:
    """What a rendered page is kept under; one with a query string is not kept, for there is no end of them."""
    if request.META.get("QUERY_STRING"):
        return None
    parts = (request.scheme, request.get_host(), request.path, get_language(), cache_key.state(host_of(request)))
    return "page:" + sha256("\n".join(map(str, parts)).encode()).hexdigest()


def _kept(key: str) -> HttpResponse | None:
    content, headers = cache.get(key, (None, None))
    return None if content is None else HttpResponse(content, headers=headers)


def _keep(key: str | None, response: HttpResponse) -> None:
    """Keep what was rendered; files that lie in the database as they are served are not kept a second time."""
    if key and response.status_code == 200 and not hasattr(response, "is_stored"):
        cache.set(key, (response.content, dict(response.headers)))
