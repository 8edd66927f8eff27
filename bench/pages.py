"""Public pages: queries for one and for twenty editions, and the year page against its own bytes from memory."""

from collections.abc import Iterator

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from measures.models import Plan
from publications import publishing
from publications.public import editions, search

from .measure import Row, production_server, requests_per_second
from .urls import YEAR

PAGES = [
    "/",
    f"/{YEAR}/",
    f"/{YEAR}/analysis/",
    f"/{YEAR}/measures/",
    f"/{YEAR}/measures/4/",
    f"/{YEAR}/plan.pdf",
    f"/{YEAR}/editions/",
    f"/{YEAR}/editions/1/",
    f"/{YEAR}/data/",
    f"/{YEAR}/data/edition.json",
    f"/{YEAR}/data/portal.xlsx",
    "/indicators/",
    "/indicators/4/",
    "/search/",
    f"/search/?q={YEAR}",
    "/search/index.json",
    "/verify/",
    "/sitemap.xml",
]


def queries() -> dict[str, int]:
    """Queries of each page when nothing is kept in memory."""
    counted = {}
    for address in PAGES:
        cache.clear()
        editions.read_by_hash.cache_clear()
        search.entries_of.cache_clear()
        with CaptureQueriesContext(connection) as captured:
            response = Client(headers={"host": "127.0.0.1"}).get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        counted[address] = len(captured)
    return counted


def rows() -> Iterator[Row]:
    one = queries()
    plan = Plan.objects.earliest("pk")
    for number in range(2, 21):
        publishing.publish(plan, "plan", reason=f"correction {number}")
    twenty = queries()
    worst = max(twenty, key=twenty.__getitem__)
    yield Row("queries of a public page, at most", f"{twenty[worst]} ({worst})", "≤ 4")
    same = all(one[address] == twenty[address] for address in PAGES)
    yield Row("the same for 1 and for 20 editions", "yes" if same else f"no: {one} / {twenty}", "yes")
    yield from _throughput()


def _throughput() -> Iterator[Row]:
    with production_server() as port:
        page, memory = requests_per_second(port, f"/{YEAR}/", "/bench/from-memory/")
    yield Row(
        "year page, warm: requests/s against its bytes from memory", f"{page / memory:.2f} ({page:.0f}/s)", "≥ 0.3"
    )
