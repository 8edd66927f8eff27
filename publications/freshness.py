"""What a kept page depends on, read in one light query: publishing or withdrawing anything gives another answer."""

from django.db import connection

# Written by hand because it runs on every request: the same through the ORM takes twenty times as long to prepare. A host's
# agency is the one of that domain, or the only one there is; either way it is among these rows, and so is all that the
# answer depends on. The test of for_host and the tests of kept pages hold both sides together.
STATE = """
    SELECT agency.id, agency.domain, MAX(edition.id), COUNT(edition.withdrawn_at)
    FROM agencies_agency AS agency LEFT JOIN publications_edition AS edition ON edition.agency_id = agency.id
    WHERE agency.domain = %s OR agency.id IN (SELECT id FROM agencies_agency ORDER BY id LIMIT 2)
    GROUP BY agency.id, agency.domain ORDER BY agency.id
"""


def state(host: str) -> str:
    """All that decides what is published at `host` (without port); equal answers mean equal pages."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [host])
        return repr(cursor.fetchall())
