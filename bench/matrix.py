"""The overview of a round: 30 measures × 20 divisions × 4 rounds against 9 × 4, in time and number of queries."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.models import Agency, Division, User
from measures.models import Evidence, Measure, Plan, Report, Round

from .measure import Row, seconds

SIZES = [(9, 4), (30, 20)]
YEARS = [2567, 2568]  # two rounds each
STATUSES = ["draft", "submitted", "returned", "accepted"]


def rows() -> Iterator[Row]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser("reviewer", password="bench"))
    asks = [partial(_ask, client, f"/admin/review/{_rounds(*size)[0].pk}/") for size in SIZES]
    numbers = " and ".join(str(_queries(ask)) for ask in asks)
    short, long = seconds(*asks, times=9)
    yield Row("overview of a round, 30 × 20 reports against 9 × 4: time", f"{long / short:.2f}", "≤ 3")
    yield Row("overview of a round: queries", numbers, "the same")


def _rounds(measures: int, divisions: int) -> list[Round]:
    """Four rounds of an agency, each with a report in every place and two pieces of evidence with it."""
    agency = Agency.objects.create(name=f"อบต. {measures}", subdistrict="ก", district="ข", province="ค")
    owners = Division.objects.bulk_create(Division(agency=agency, name=f"กอง {number}") for number in range(divisions))
    found = []
    for year in YEARS:
        plan = Plan.objects.create(agency=agency, fiscal_year=year, title=f"แผน {year}")
        planned = Measure.objects.bulk_create(
            Measure(plan=plan, number=number, title=f"มาตรการที่ {number}", every_division=True)
            for number in range(1, measures + 1)
        )
        Round.objects.prepare_for(plan)
        plan.rounds.update(is_opened=True, due_on=timezone.localdate() - timedelta(days=1))
        found += [_filled(round_, planned, owners) for round_ in plan.rounds.all()]
    return found


def _filled(round_: Round, measures: list[Measure], owners: list[Division]) -> Round:
    places = [(measure, owner) for measure in measures for owner in owners]
    reports = Report.objects.bulk_create(
        Report(
            round=round_,
            measure=measure,
            division=owner,
            status=STATUSES[number % len(STATUSES)],
            implementation="done",
            done="ดำเนินการแล้ว",
        )
        for number, (measure, owner) in enumerate(places)
    )
    Evidence.objects.bulk_create(
        Evidence(report=report, caption="ภาพ", url="https://www.example.go.th/", happened_on=round_.covers_from)
        for report in reports
        for _piece in range(2)
    )
    return round_


def _ask(client: Client, address: str) -> None:
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _queries(ask: partial[None]) -> int:
    """How many queries it takes, once what a process reads only once has been read."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
