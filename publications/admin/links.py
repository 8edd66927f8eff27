"""What the staff's pages say of an edition: where citizens open it, and whether it is still published."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from publications.models import Edition, PublishedFile
from thai.templatetags.thai import be_datetime


def public_links(edition: Edition) -> list[tuple[str, str]]:
    """Addresses and names of what citizens can open of an edition; at its agency's own host, where it has one."""
    names = [
        ("publications:edition-detail", _("public page")),
        *([] if edition.pdf_erased_at else [("files:pdf-download", _("PDF")), ("files:word-download", _("Word file"))]),
        ("files:json-download", _("content (JSON)")),
        *([("files:signed-download", _("signed copy"))] if edition.signed_file else []),
    ]
    where = [edition.fiscal_year, edition.number]
    host = _host_of(edition.agency)
    return [(host + reverse(name, args=where), label) for name, label in names]


def address_of(file: PublishedFile) -> str:
    """Where citizens open a published file: as evidence or as a signed copy; empty once it was redacted."""
    if file.is_redacted:
        return ""
    host, edition = _host_of(file.agency), file.editions.without_files().first()
    if edition:
        where = [edition.fiscal_year, file.sha256, file.extension]
        return host + reverse("files:evidence-show", args=where)
    scan = file.events.scans().first()
    return host + reverse("files:signed-download", args=[scan.edition.fiscal_year, scan.edition.number]) if scan else ""


def _host_of(agency: Agency) -> str:
    return f"//{agency.domain}" if agency.domain else ""


def state_of(edition: Edition) -> str:
    """Published, or withdrawn by whom, when and why."""
    if not edition.is_withdrawn:
        return gettext("published")
    return gettext("withdrawn on %(when)s by %(who)s: %(why)s") % {
        "when": be_datetime(edition.withdrawn_at),
        "who": edition.withdrawn_by,
        "why": edition.withdrawal_reason,
    }
