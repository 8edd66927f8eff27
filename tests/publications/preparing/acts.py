"""What the planner and the publisher do before an edition, and what they are shown."""

from django.urls import reverse

from agencies.models import User
from measures.models import Plan
from publications import publishing
from publications.models import Kind
from publications.publishing import Review
from tests.readers import answered, words
from tests.staff_pages import browser

URGENT, APPROVED = "no_urgent_point", "not_approved"


def address(name: str, plan: Plan, kind: str = "plan") -> str:
    return reverse(f"admin:publications_edition_{name}", args=[plan.pk, kind])


def review(plan: Plan) -> Review:
    return Review.of(plan, Kind.PLAN)


def explain(plan: Plan, by: User, text: str = "รอประชุมสภา", keys: tuple[str, ...] = (URGENT, APPROVED)) -> None:
    publishing.draft_reason(review(plan), keys, text, by=by)


def tasks(user: User) -> list[tuple[str, str]]:
    shown = answered(browser(user).get(reverse("admin:index")))
    return [(words(link), link["href"]) for link in shown.select("[aria-labelledby=agenda-heading] a")]


def state(user: User, plan: Plan) -> str:
    """What the plan's page says of its first document."""
    shown = answered(browser(user).get(reverse("admin:measures_plan_change", args=[plan.pk])))
    return words(shown.select("#documents tbody tr")[0].select("td")[-1])
