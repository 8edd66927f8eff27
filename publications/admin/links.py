"""What the staff's pages say of an edition: where citizens open it, and whether it is still published."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publications.models import Edition
from thai.templatetags.thai import be_datetime


def public_links(edition: Edition) -> list[tuple[str, str]]:
    """Addresses and names of what citizens can open of an edition; at its agency's own host, where it has one."""
    host = f"//{edition.agency.domain}" if edition.agency.domain else ""
    names = [
        ("edition-detail", _("public page")),
        ("pdf-download", _("PDF")),
        ("json-download", _("content (JSON)")),
    ]
    where = [edition.fiscal_year, edition.number]
    return [(host + reverse(f"publications:{name}", args=where), label) for name, label in names]


def state_of(edition: Edition) -> str:
    """Published, or withdrawn by whom, when and why."""
    if not edition.is_withdrawn:
        return gettext("published")
    return gettext("withdrawn on %(when)s by %(who)s: %(why)s") % {
        "when": be_datetime(edition.withdrawn_at),
        "who": edition.withdrawn_by,
        "why": edition.withdrawal_reason,
    }
