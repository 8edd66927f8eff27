"""The staff's lists of a whole country against those of ten results: time and number of queries."""

from collections.abc import Iterator
from decimal import Decimal

from django.db import connection
from django.test import Client

from agencies.models import Agency, User
from assessments.models import Assessment, Framework, Indicator, IndicatorScore
from measures.models import Plan

from .measure import Row, seconds

FEW, MANY = 10, 78_500
LISTS = {"assessment list": "/admin/assessments/assessment/", "plan list": "/admin/measures/plan/"}
BATCH = 5_000


def rows() -> Iterator[Row]:
    User.objects.create_superuser("bench", password="bench")
    _grow(FEW)
    few = {name: _measured(address) for name, address in LISTS.items()}
    _grow(MANY)
    many = {name: _measured(address) for name, address in LISTS.items()}
    for name in LISTS:
        ratio = many[name][0] / few[name][0]
        yield Row(f"{name} in the admin, {MANY} results against {FEW}: time", f"{ratio:.2f}", "≤ 1.5")
        yield Row(f"{name} in the admin: queries", f"{few[name][1]} and {many[name][1]}", "the same")


def _measured(address: str) -> tuple[float, int]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(username="bench"))
    queries: list[str] = []

    def count(execute, sql, params, many, context):
        queries.append(sql)
        return execute(sql, params, many, context)

    client.get(address)  # what a process reads once, it has read now
    with connection.execute_wrapper(count):
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return seconds(lambda: client.get(address), times=9), len(queries)


def _grow(count: int) -> None:
    """As many results and plans as `count`, one agency for every ten years of them, each result with ten scores."""
    frameworks = list(Framework.objects.order_by("fiscal_year"))
    have = Assessment.objects.count()
    agencies = [
        Agency(name=f"หน่วยงาน {number}", subdistrict="ก", district="ข", province=f"จังหวัด {number % 76}")
        for number in range(have, have + -(-(count - have) // len(frameworks)))
    ]
    Agency.objects.bulk_create(agencies, batch_size=BATCH)
    pairs = [(agency, framework) for agency in agencies for framework in frameworks][: count - have]
    assessments = [Assessment(agency=agency, framework=framework) for agency, framework in pairs]
    Assessment.objects.bulk_create(assessments, batch_size=BATCH)
    Plan.objects.bulk_create(
        [Plan(agency=agency, fiscal_year=framework.fiscal_year + 1, title="แผน") for agency, framework in pairs],
        batch_size=BATCH,
    )
    _score(assessments)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the national import does


def _score(assessments: list[Assessment]) -> None:
    indicators: dict[int, list[Indicator]] = {}
    for indicator in Indicator.objects.all():
        indicators.setdefault(indicator.framework_id, []).append(indicator)
    for start in range(0, len(assessments), BATCH):
        IndicatorScore.objects.bulk_create(
            [
                IndicatorScore(assessment=each, indicator=indicator, score=Decimal("85.66"))
                for each in assessments[start : start + BATCH]
                for indicator in indicators[each.framework_id]
            ],
            batch_size=BATCH,
        )
