"""The pages as files: how long a whole site takes to write, how that grows with editions, how fast it is served."""

import os
import tempfile
from collections.abc import Iterator

from django.conf import settings

from agencies.models import Agency
from measures.models import Plan
from publications import publishing
from publications.site import state, write

from .measure import Row, production_server, requests_per_second, seconds
from .urls import YEAR

CORRECTIONS = 5


def rows() -> Iterator[Row]:
    agency = Agency.objects.earliest("pk")
    with tempfile.TemporaryDirectory() as folder:
        settings.SITE_ROOT = os.environ["SITE_ROOT"] = folder
        try:
            yield from _writing(agency)
            yield from _serving()
        finally:
            settings.SITE_ROOT = os.environ["SITE_ROOT"] = ""


def _writing(agency: Agency) -> Iterator[Row]:
    few, files = _written(agency)
    editions = agency.editions.count()
    yield Row("writing the sample's whole site", f"{few:.1f} s, {files} files")
    plan = Plan.objects.earliest("pk")
    for number in range(CORRECTIONS):
        publishing.publish(plan, "plan", reason=f"correction of the site {number}")
    many, _more_files = _written(agency)
    growth = (many / few) / ((editions + CORRECTIONS) / editions)
    yield Row(f"the same with {CORRECTIONS} editions more, against editions", f"{growth:.2f} ({many:.1f} s)", "≤ 1.0")


def _written(agency: Agency) -> tuple[float, int]:
    (taken,) = seconds(lambda: write.write(agency.pk, anew=True), times=3)
    return taken, len(state.written(agency.pk)["files"])


def _serving() -> Iterator[Row]:
    with production_server() as port:
        page, memory = requests_per_second(port, f"/{YEAR}/", "/bench/from-memory/")
    what = "year page from its file: requests/s against its bytes from memory"
    yield Row(what, f"{page / memory:.2f} ({page:.0f}/s)", "≥ 0.5")
