"""The sample as its first edition was published under version 1 of the schema, kept for ever."""

import datetime
import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from publications.models import Edition
from tests import factories

HERE = Path(__file__).parent
# The dump of the installation that published it, which holds the bytes of its PDF.
DUMP = HERE.parent.parent / "upgrade" / "27527d4.sqlite.sql.xz"
COLUMNS = "fiscal_year, number, kind, sha256, pdf_sha256, reason, published_at, content, pdf"

CONTENT = (HERE / "thamaling-2566-1.json").read_bytes()
# What a reader of its page reads, piece by piece.
WORDS = HERE / "thamaling-2566-1.th.txt"
SHA256 = "bb598ca66e0df57ec1290072f69259de2569f14f9fa74418e2631d073edfa1a0"
PDF_SHA256 = "ded30a24bd3df615a4c4d2e839ff50f2403e8a31aaa85dcbf585e0e5f3369c0c"


def stored() -> dict:
    """The row as it lies in the dump."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(lzma.decompress(DUMP.read_bytes()).decode())
        row = connection.execute(f"SELECT {COLUMNS} FROM publications_edition WHERE sha256 = ?", [SHA256])  # noqa: S608
        return dict(zip(COLUMNS.split(", "), row.fetchone(), strict=True))


def restored() -> Edition:
    """The edition in the database of a test, as a restored backup holds it: not a byte is made anew."""
    row = stored()
    row["published_at"] = timezone.make_aware(parse_datetime(row["published_at"]), datetime.UTC)
    return Edition.objects.create(agency=factories.make_agency("องค์การบริหารส่วนตำบลท่ามะลิ่ง"), **row)
