"""
What a kept page depends on, read in one light query: another answer after each publication, withdrawal or redaction,
and after each change of what an agency says of itself (Agency.site_version).
"""

from django.db import connection

# Written by hand because it runs on every request: through the ORM it takes twenty times as long to prepare. A host's
# agency is the one of that domain, or the only one there is; either way it is among these rows. The newest event
# stands for all before it, for its content names the hash of the one before.
STATE = """
    SELECT agency.id, agency.domain, agency.site_version,
        (SELECT sha256 FROM publications_event WHERE agency_id = agency.id ORDER BY number DESC LIMIT 1)
    FROM agencies_agency AS agency
    WHERE agency.domain = %s OR agency.id IN (SELECT id FROM agencies_agency ORDER BY id LIMIT 2)
    ORDER BY agency.id
"""


def state(host: str) -> str:
    """All that decides what is published at `host` (without port); equal answers mean equal pages."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [host])
        return repr(cursor.fetchall())
