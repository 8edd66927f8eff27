"""The citizens' pages: each picks an edition and a template; what they have in common stands in pages.py."""

from dataclasses import replace
from functools import partial

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    QueryDict,
)
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from publications.models import Edition
from publications.render.opendata import FILES

from . import (
    attachments,
    evidence,
    files,
    narrowing,
    search,
    signed_copies,
    specimens,
    structured,
    verification,
    years,
)
from . import edition_changes as changes
from .chronicle import chronicle
from .editions import PublishedEditions, read
from .forms import VerificationForm
from .pages import Page, PublicView, editions_at, render
from .passages import patterns
from .upload_hash import HashedUpload, UploadHasher


@PublicView
def year_latest(editions: PublishedEditions) -> Page:
    """The latest year; a friendly word while nothing can be read yet."""
    if not editions.years:
        return Page("publications/welcome.html")
    year = editions.years[0]
    return replace(_year(editions, year), address=reverse("publications:year-detail", args=[year]))


@PublicView
def year_detail(editions: PublishedEditions, year: int) -> Page:
    """The year at a glance."""
    return _year(editions, year)


def _year(editions: PublishedEditions, year: int) -> Page:
    return Page.of(editions.latest(year), "publications/year_detail.html", documents=files.documents(editions, year))


@PublicView
def analysis_detail(editions: PublishedEditions, year: int) -> Page:
    """The ten indicators with findings, recommendations and the measures that serve them."""
    return Page.of(editions.latest(year), "publications/analysis_detail.html")


@PublicView
def measure_list(editions: PublishedEditions, year: int) -> Page:
    """The measures of a year."""
    edition = editions.latest(year)
    document = read(edition)
    context = {"measures": document.measures, "groups": narrowing.groups(document)}
    return Page.of(edition, "publications/measure_list.html", **context)


@measure_list.on_query
def measure_list_asked(editions: PublishedEditions, query: QueryDict, year: int) -> HttpResponse | None:
    """Where an address of old leads, which named a choice in its query."""
    choice = narrowing.asked_in_query(read(editions.latest(year)), query)
    if choice is None:
        return None
    return HttpResponsePermanentRedirect(reverse("publications:measure-choice", args=[year, choice.by, choice.value]))


@PublicView
def measure_choice(editions: PublishedEditions, year: int, by: str, value: str) -> Page:
    """The measures of a year that answer to one choice: of a division, of a status, of an indicator."""
    edition = editions.latest(year)
    document = read(edition)
    chosen = narrowing.choice(document, by, value)
    if chosen is None:
        raise Http404(_("The measures of fiscal year %(year)s cannot be narrowed like this.") % {"year": year})
    context = {"measures": chosen.measures, "groups": narrowing.groups(document), "chosen": chosen}
    return Page.of(edition, "publications/measure_list.html", **context)


@PublicView
def measure_detail(editions: PublishedEditions, year: int, number: int) -> Page:
    """One measure with its steps, owners, rounds, reports and evidence."""
    edition = editions.latest(year)
    measure = read(edition).measure(number)
    if measure is None:
        raise Http404(_("Fiscal year %(year)s has no measure %(number)s.") % {"year": year, "number": number})
    return Page.of(edition, "publications/measure_detail.html", measure=measure)


@PublicView
def progress_list(editions: PublishedEditions, year: int) -> Page:
    """Everything of a year in the order in which it happened."""
    edition = editions.latest(year)
    found = chronicle(read(edition), editions.of_year(year))
    return Page.of(edition, "publications/progress_list.html", chronicle=found)


@PublicView
def document_download(editions: PublishedEditions, year: int, kind: str) -> HttpResponse:
    """The latest edition of a kind as PDF: the stable address that is filed with the assessors."""
    return files.pdf(editions.latest(year, kind))


@PublicView
def document_word(editions: PublishedEditions, year: int, kind: str) -> HttpResponse:
    """The latest edition of a kind as a Word file, to edit; the original is the PDF."""
    return _word(editions.latest(year, kind))


@PublicView
def edition_list(editions: PublishedEditions, year: int) -> Page:
    """Every edition of a year, withdrawn ones included by number, date, hash and reason."""
    return Page("publications/edition_list.html", {"year": year, "editions": editions.of_year(year)})


@PublicView
def edition_detail(editions: PublishedEditions, year: int, number: int) -> Page:
    """One edition, frozen, on one page."""
    edition = editions.edition(year, number)
    latest = editions.latest(year)
    return Page.of(
        edition,
        "publications/edition_detail.html",
        newer=latest if latest.number > number else None,
        is_superseded=not editions.is_newest(edition),
        signed_copy=editions.signed_copy(edition),
    )


@PublicView
def edition_changes(editions: PublishedEditions, year: int, number: int) -> Page:
    """What an edition changed against the one of its kind before it."""
    edition = editions.edition(year, number)
    found = changes.since_the_one_before(editions, edition)
    return Page.of(edition, "publications/edition_changes.html", changes=found)


@PublicView
def edition_pdf(editions: PublishedEditions, year: int, number: int) -> HttpResponse:
    """The PDF of one edition."""
    return files.pdf(editions.edition(year, number))


@PublicView
def edition_signed(editions: PublishedEditions, year: int, number: int) -> HttpResponse:
    """The scan of the signed print of one edition."""
    return signed_copies.response(editions.edition(year, number))


@PublicView
def edition_word(editions: PublishedEditions, year: int, number: int) -> HttpResponse:
    """One edition as a Word file."""
    return _word(editions.edition(year, number))


def _word(edition: Edition) -> HttpResponse:
    return files.word(edition, evidence.small_pictures_of(edition))


@PublicView
def edition_json(editions: PublishedEditions, year: int, number: int) -> HttpResponse:
    """The content of one edition, exactly the bytes that were hashed."""
    return files.content(editions.edition(year, number))


@PublicView
def evidence_show(editions: PublishedEditions, year: int, sha256: str, extension: str) -> HttpResponse:
    """A published file of evidence, at an address that never changes."""
    return evidence.full(editions, year, sha256, extension)


@PublicView
def evidence_small(editions: PublishedEditions, year: int, sha256: str) -> HttpResponse:
    """The small picture of a published picture."""
    return evidence.small(editions, year, sha256)


@PublicView
def data_list(editions: PublishedEditions, year: int) -> Page:
    """What the open data of a year consist of."""
    edition = editions.latest(year)
    page = Page.of(edition, "publications/data_list.html", files=FILES)
    return replace(page, dataset=structured.dataset(read(edition), edition, editions.origin))


@PublicView
def data_download(editions: PublishedEditions, year: int, name: str) -> HttpResponse:
    """One file of the open data."""
    edition = editions.latest(year)
    if name not in FILES:
        raise Http404(_("There is no such file among the open data."))
    document = SimpleLazyObject(partial(read, edition))
    content = FILES[name].render(edition, document)  # type: ignore[arg-type]  # it passes for the document
    return files.attachment(edition, name, content, FILES[name].content_type)


@PublicView
def indicator_list(editions: PublishedEditions) -> Page:
    """All indicators across all years."""
    documents = years.newest_documents(editions)
    context = {"table": years.table(documents)}
    return Page("publications/indicator_list.html", context, named_by=next(iter(documents), None))


@PublicView
def indicator_detail(editions: PublishedEditions, number: int) -> Page:
    """One indicator across the years."""
    history = years.of_indicator(years.newest_documents(editions), number)
    if not history:
        raise Http404(_("No published year has an indicator %(number)s.") % {"number": number})
    context = {"history": history, "latest": history[0].part}
    return Page("publications/indicator_detail.html", context, named_by=history[0].document)


@PublicView
def verify(editions: PublishedEditions) -> Page:
    """Where a reader gives a file or its SHA-256."""
    return Page("publications/verify_enter.html", {"form": VerificationForm()})


@verify.on_post
def verify_take(request: HttpRequest) -> HttpResponse:
    """Hash an upload while it arrives, storing nothing, and say what is known about it or what is attached to it."""
    handler = UploadHasher(request)
    request.upload_handlers = [handler]
    form = VerificationForm(request.POST, request.FILES, handler=handler)
    editions = editions_at(request)
    if not form.is_valid():
        return render(editions, Page("publications/verify_enter.html", {"form": form}, status=422), request.path)
    try:
        resaved = _resaved(editions, form.cleaned_data["file"])
    except attachments.Busy:
        form.add_error("file", _("Many files are being verified at this moment. Try again in a minute."))
        return render(editions, Page("publications/verify_enter.html", {"form": form}, status=503), request.path)
    if resaved:
        return render(editions, _answer(editions, resaved), request.path)
    return HttpResponseRedirect(reverse("publications:hash-verify", args=[form.cleaned_data["sha256_asked"]]))


def _resaved(editions: PublishedEditions, upload: HashedUpload | None) -> verification.Answer | None:
    """The answer to a PDF that is not ours and carries the content of one that is; raises Busy."""
    if upload is None or not upload.pdf or verification.find(editions, upload.sha256).edition:
        return None
    attached = attachments.digests(upload.pdf)
    return verification.find_attached(editions, attached, file_sha256=upload.sha256)


@PublicView
def verify_answer(editions: PublishedEditions, sha256: str) -> Page:
    """Whether a document with this SHA-256 is one of ours, which, and whether it is the newest."""
    return _answer(editions, verification.find(editions, sha256))


def _answer(editions: PublishedEditions, answer: verification.Answer) -> Page:
    """What is known about a document; what a readable edition states of itself comes from that edition."""
    stated = read(answer.edition) if answer.edition and answer.is_readable else None
    context = {
        "answer": answer,
        "stated": stated,
        "signed_copy": editions.signed_copy(answer.edition) if answer.edition else None,
        "changes": changes.between(answer.edition, answer.successor) if answer.edition and answer.successor else None,
    }
    return Page("publications/verify_answer.html", context, named_by=stated, status=answer.status)


@PublicView
def gallery(editions: PublishedEditions) -> Page:
    """Every component with real content, for whoever works on the look; has an address in development only."""
    edition = editions.latest(editions.years[0])
    document = read(edition)
    return Page.of(
        edition,
        "publications/gallery.html",
        measure=document.measures[0],
        specimen=specimens.with_everything(document),
        groups=narrowing.groups(document),
        chronicle=chronicle(document, editions.of_year(edition.fiscal_year)),
        documents=files.documents(editions, edition.fiscal_year),
        history=years.of_indicator([document], document.result.indicators[0].number),
        answer=verification.find(editions, edition.sha256),
        signed_copy=specimens.signed_copy(edition),
        found=search.find(editions, str(edition.fiscal_year)),
        names=patterns(),
        changes=changes.of_specimen(edition, specimens.with_everything(document)),
    )
