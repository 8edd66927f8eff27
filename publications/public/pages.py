"""What all public pages have in common: whose they are, how they are rendered, kept and asked for again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from publications.document import AgencyPart, Document
from publications.models import Edition

from . import cache_key
from .editions import Erased, PublishedEditions, Withdrawn, read


@dataclass(frozen=True, slots=True)
class Page:
    """A template and what it shows; `edition` and `document` belong together and are those of a page of one year.

    `named_by` is a document that the view has at hand and that names the agency, so that none is read for that alone.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    edition: Edition | None = None
    document: Document | None = None
    named_by: Document | None = None
    status: int = 200

    @classmethod
    def of(cls, edition: Edition, template: str, **context: Any) -> "Page":
        """A page that shows the frozen document of `edition`."""
        return cls(template, context, edition=edition, document=read(edition))


def host_of(request: HttpRequest) -> str:
    """The host name that was asked, without port."""
    return split_domain_port(request.get_host())[0]


def public_page(view: Callable[..., Page | HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand `view` the editions of the agency at this host, and answer with the page or file that it returns.

    A page is rendered once and kept until the next publication or withdrawal; what was withdrawn answers 410. Nothing
    is fresh without asking, because an edition can be published or withdrawn at any moment.
    """

    @csrf_exempt  # It answers GET and HEAD only; any other method is to hear 405 and not a word about tokens.
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        key = _key(request)
        response = _kept(key) if key else None
        if response is None:
            response = _tagged(_made(view, request, named))
            _keep(key, response)
        response.headers["Cache-Control"] = "no-cache"
        response = get_conditional_response(request, etag=response.headers.get("ETag"), response=response) or response
        return _without_body(response) if request.method == "HEAD" else response

    return answer


def _without_body(response: HttpResponse) -> HttpResponse:
    """The head of the answer alone; a server that has to cut the body off itself complains about each."""
    response.headers.setdefault("Content-Length", str(len(response.content)))
    response.content = b""
    return response


def _made(view: Callable[..., Page | HttpResponse], request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
    # On the request too, so that the page that says "not found" need not look for it again.
    editions = PublishedEditions.for_host(host_of(request))
    request.editions = editions  # type: ignore[attr-defined]  # added here
    try:
        made = view(request, editions, **named)
    except Withdrawn as withdrawn:
        made = Page("410.html", {"withdrawn": withdrawn.edition}, status=410)
    except Erased as erased:
        made = Page("410_erased.html", {"erased": erased}, status=410)
    return render(request, editions, made) if isinstance(made, Page) else made


def render(request: HttpRequest, editions: PublishedEditions | None, page: Page) -> HttpResponse:
    """The page as HTML. Templates get no request: what they show must not depend on who reads it."""
    context = {
        "edition": page.edition,
        "document": page.document,
        "years": editions.years if editions else [],
        "site": _site(editions, page.document or page.named_by),
        "path": request.get_full_path(),
        # True in a copy of the site that no server answers for.
        "is_exported": False,
        **page.context,
    }
    return HttpResponse(render_to_string(page.template, context), status=page.status)


def _tagged(response: HttpResponse) -> HttpResponse:
    """With an entity tag, so that a reader who has it already is told so (304); a stored file brings its own."""
    if response.status_code == 200 and "ETag" not in response.headers:
        response.headers["ETag"] = f'"{sha256(response.content).hexdigest()}"'
    return response


def _site(editions: PublishedEditions | None, document: Document | None) -> AgencyPart | None:
    """Whose site it is, under the name that the document (else the newest readable edition) gives."""
    newest = next((edition for edition in editions.editions if not edition.is_withdrawn), None) if editions else None
    document = document or (read(newest) if newest else None)
    return document.agency if document else None


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
