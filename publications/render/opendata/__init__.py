"""Open data: an edition as files that programs and spreadsheets read, renderings of the frozen document."""

from .data_files import CUT, FILES, TABLES, as_csv, as_xlsx, schema
from .result_tables import INDICATORS, MEASURES, SUMMARY
from .round_tables import EVIDENCE, PROGRESS, REPORTS, WITHOUT_REPORT

__all__ = [
    "CUT",
    "EVIDENCE",
    "FILES",
    "INDICATORS",
    "MEASURES",
    "PROGRESS",
    "REPORTS",
    "SUMMARY",
    "TABLES",
    "WITHOUT_REPORT",
    "as_csv",
    "as_xlsx",
    "schema",
]
