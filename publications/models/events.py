"""What happened to what was published: one chain of events for each agency, each naming the hash of the one before."""

import json
from datetime import UTC, datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from publications.hashing import canonical_json, sha256_of

from .frozen import FrozenModel, FrozenQuerySet, RowIsFrozen

# By what the host's administrators are named, who have no role in an agency.
HOST = "host"


class EventIsFrozen(RowIsFrozen):
    """Somebody tried to change or delete an event."""

    def __init__(self):
        super().__init__(str(_("What happened to a publication cannot be changed or deleted.")))


class EventQuerySet(FrozenQuerySet):
    def for_agency(self, agency: Agency | int) -> "EventQuerySet":
        return self.filter(agency=agency)

    def in_order(self) -> "EventQuerySet":
        """In the order in which they happened: the order of the chain."""
        return self.order_by("agency", "number")

    def scans(self) -> "EventQuerySet":
        """What laid a signed copy beside an edition, oldest first, with both at hand; the editions without contents."""
        found = self.filter(act=Event.Act.SCANNED).in_order().select_related("file", "edition")
        return found.defer("edition__content", "edition__pdf")


class Event(FrozenModel):
    """One act upon an edition, a published file, or both: canonical JSON of what happened, and its SHA-256.

    `content` names the act, its moment, the hashes of what it is about, the reason, the role of whoever did it (never
    the person) and the hash of the event before. An edition that is older than this table enters as *adopted*.
    """

    class Act(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REDACTED = "redacted", _("redacted")
        SCANNED = "scanned", _("scanned")
        STAMPED = "stamped", _("stamped")

    refusal = EventIsFrozen

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="events", verbose_name=_("agency"))
    number = models.PositiveIntegerField(_("number"))
    act = models.CharField(_("act"), max_length=10, choices=Act.choices)
    edition = models.ForeignKey(
        "publications.Edition", models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("edition")
    )
    file = models.ForeignKey(
        "publications.PublishedFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("published file"),
    )
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    content = models.TextField(
        _("content"), help_text=_("Canonical JSON (RFC 8785), exactly the bytes that were hashed.")
    )
    sha256 = models.CharField(_("SHA-256 of the content"), max_length=64)
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="next", verbose_name=_("event before")
    )

    objects = EventQuerySet.as_manager()

    class Meta(FrozenModel.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["agency", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"],
                name="event_number_once_in_an_agency",
                violation_error_message=_("This event has its number already; try again."),
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(previous__isnull=True),
                name="one_first_event_of_an_agency",
                violation_error_message=_("Every event but the first follows another one."),
            ),
            models.CheckConstraint(
                condition=Q(previous__isnull=True) | ~Q(previous=F("id")),
                name="event_does_not_follow_itself",
                violation_error_message=_("An event cannot follow itself."),
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=False, file__isnull=True)
                | Q(edition__isnull=True, file__isnull=False)
                | Q(act="scanned", edition__isnull=False, file__isnull=False),
                name="event_is_about_an_edition_or_a_file",
                violation_error_message=_(
                    "An event is about an edition, about a file, or about the scan of an edition."
                ),
            ),
        ]

    def __str__(self):
        return _("Event %(number)s (%(act)s)") % {"number": self.number, "act": self.get_act_display()}

    @property
    def reason(self) -> str:
        """The reason that was given for it, as the content has it."""
        return str(json.loads(self.content)["reason"])

    def canonical(self, *, reason: str, by_role: str, withdrawal: dict[str, str] | None = None) -> bytes:
        """What this row says, as the bytes that are hashed; `withdrawal` is that of an adopted edition."""
        edition = self.edition and {
            "fiscal_year": self.edition.fiscal_year,
            "number": self.edition.number,
            "sha256": self.edition.sha256,
            "pdf_sha256": self.edition.pdf_sha256,
        }
        told = {
            "number": self.number,
            "act": str(self.act),
            "at": written(self.at),
            "edition": edition,
            "file": self.file and self.file.sha256,
            "reason": reason,
            "by_role": by_role,
            "withdrawal": withdrawal,
            "previous": self.previous and self.previous.sha256,
        }
        return canonical_json(told)


def written(moment: datetime) -> str:
    """A moment as the contents of events have it: ISO 8601, in UTC."""
    return moment.astimezone(UTC).isoformat()


def role_of(user) -> str:
    """As what somebody acted; empty where a command of the portal did."""
    if user is None:
        return ""
    return HOST if user.is_superuser else user.role


def append(act: str, *, edition=None, file=None, reason: str = "", by=None, at: datetime | None = None) -> Event:
    """Add to its agency's chain what happened to an edition or a file, in the transaction in which it happens.

    The agency's lock is held until that transaction ends, so that two acts become two events in order.
    """
    agency = (edition or file).agency_id
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency)
        before = Event.objects.for_agency(agency).in_order().last()
        event = Event(
            agency_id=agency,
            number=before.number + 1 if before else 1,
            act=act,
            edition=edition,
            file=file,
            at=at or timezone.now(),
            by=by,
            previous=before,
        )
        content = event.canonical(reason=reason, by_role=role_of(by))
        event.content, event.sha256 = content.decode(), sha256_of(content)
        event.save()
    return event
