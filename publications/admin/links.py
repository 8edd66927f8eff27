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
        ("edition-detail", _("public page")),
        *([] if edition.pdf_erased_at else [("pdf-download", _("PDF")), ("word-download", _("Word file"))]),
        ("json-download", _("content (JSON)")),
    ]
    where = [edition.fiscal_year, edition.number]
    host = _host_of(edition.agency)
    return [(host + reverse(f"publications:{name}", args=where), label) for name, label in names]


def address_of(file: PublishedFile) -> str:
    """Where citizens open a published file; empty once it was redacted or while no edition names it."""
    edition = file.editions.without_files().first()
    if file.is_redacted or edition is None:
        return ""
    where = [edition.fiscal_year, file.sha256, file.extension]
    return _host_of(file.agency) + reverse("publications:evidence-show", args=where)


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
