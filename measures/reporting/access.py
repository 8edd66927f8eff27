"""Who may do what with a report: see, write, pass on, accept or return it."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from agencies.models import User
from measures.models import Report


class StaffRequest(HttpRequest):
    """A request that the staff's site has let through: somebody is signed in."""

    user: User


# Those that a division has given out of its hands; what is a draft or has come back is its own matter.
HANDED_IN = [Report.Status.SUBMITTED, Report.Status.ENDORSED, Report.Status.ACCEPTED]


def of_own_agency(user: User) -> QuerySet[Report]:
    """The reports of one's own agency, of a superuser's every one, with what their pages name."""
    reports = Report.objects.select_related("round__plan__agency", "measure", "division__agency")
    return reports if user.is_superuser else reports.filter(round__plan__agency=user.agency_id)


def visible_to(user: User) -> QuerySet[Report]:
    """The reports that somebody may read: reviewers all, others those of their divisions and what is handed in."""
    return readable(of_own_agency(user), user)


def readable(reports: QuerySet[Report], user: User) -> QuerySet[Report]:
    """Those of an agency's reports that somebody may read."""
    if may_review(user):
        return reports
    return reports.filter(Q(division__in=user.divisions()) | Q(status__in=HANDED_IN))


def may_review(user: User) -> bool:
    """Whether somebody accepts and returns reports."""
    return user.has_perm("measures.review_report")


@dataclass(frozen=True, slots=True)
class Access:
    """What a person may do with one report today, whatever its own state allows."""

    is_own: bool
    heads: bool
    reviews: bool

    @classmethod
    def of(cls, user: User, report: Report) -> "Access":
        """The access of `user` to a report of the own agency."""
        heads = user.has_perm("measures.endorse_report") and report.division_id in user.headed_divisions()
        return cls(report.division_id in user.divisions(), heads, may_review(user))

    @property
    def writes(self) -> bool:
        """Whether the person changes the texts and evidence, as long as the round is open."""
        return self.is_own or self.reviews

    def decisions(self, report: Report) -> list[str]:
        """What the person can decide about the report as it is now, in the order of the process."""
        if report.round.is_closed:
            return []
        following = report.next_statuses(writing=self.is_own, endorsing=self.heads, reviewing=self.reviews)
        return [status.value for status in following if status != Report.Status.SUBMITTED]

    def may_decide(self, report: Report, status: str) -> bool:
        """Whether the person is one of those who bring the report to `status`; a head returns what has not gone on."""
        has_gone_on = report.status in (Report.Status.ENDORSED, Report.Status.ACCEPTED)
        return {
            Report.Status.DRAFT.value: self.is_own,
            Report.Status.ENDORSED.value: self.heads,
            Report.Status.RETURNED.value: self.reviews or (self.heads and not has_gone_on),
            Report.Status.ACCEPTED.value: self.reviews,
        }.get(status, False)
