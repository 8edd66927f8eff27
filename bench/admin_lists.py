"""The staff's lists of a whole country against those of ten results: time and number of queries."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agencies.models import Agency, User
from assessments.models import Assessment, Framework, Indicator, IndicatorScore
from measures.models import Plan

from .measure import Row, seconds

FEW, MANY = 10, 78_500
LISTS = {"assessment list": "/admin/assessments/assessment/", "plan list": "/admin/measures/plan/"}
BATCH = 5_000


def rows() -> Iterator[Row]:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser("bench", password="bench"))
    _grow(FEW)
    few = _copy()
    _grow(MANY)
    many = connections[DEFAULT_DB_ALIAS]
    for name, address in LISTS.items():
        asks = [partial(_ask, client, address, database) for database in (few, many)]
        numbers = " and ".join(str(_queries(ask)) for ask in asks)
        short, long = seconds(*asks, times=9)
        yield Row(f"{name} in the admin, {MANY} results against {FEW}: time", f"{long / short:.2f}", "≤ 1.5")
        yield Row(f"{name} in the admin: queries", numbers, "the same")


def _copy() -> BaseDatabaseWrapper:
    """The database as it is now, in a file of its own, so that both can be asked in turns."""
    settings = connection.settings_dict
    file = f"{settings['NAME']}.few"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [file])
    backend = load_backend(settings["ENGINE"])
    copy: BaseDatabaseWrapper = backend.DatabaseWrapper({**settings, "NAME": file}, DEFAULT_DB_ALIAS)
    return copy


def _ask(client: Client, address: str, database: BaseDatabaseWrapper) -> None:
    connections[DEFAULT_DB_ALIAS] = database
    response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")


def _queries(ask: Callable[[], None]) -> int:
    """How many queries it takes, once what a process reads only once has been read."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


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
                IndicatorScore(assessment=assessment, indicator=indicator, score=Decimal("85.66"))
                for assessment in assessments[start : start + BATCH]
                for indicator in indicators[assessment.framework_id]
            ],
            batch_size=BATCH,
        )
