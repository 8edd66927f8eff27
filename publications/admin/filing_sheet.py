"""The filing sheet of a year: what is pasted into the assessment system, and whether strangers can read it."""

from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils import timezone

from publications.publishing.filed_addresses import Opened, opened
from publications.publishing.filing import FiledAnswer, FilingSheet

from .addresses import plan_meant


def filing_sheet(edition_admin: ModelAdmin, request, plan: int) -> HttpResponse:
    """Each disclosure item of the plan's year with its answer, on paper or to be copied."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not edition_admin.has_view_permission(request):
        raise PermissionDenied
    row = plan_meant(edition_admin, request, plan)
    sheet = FilingSheet.of(row.agency, row.fiscal_year)
    context = {
        "plan": row,
        "sheet": sheet,
        "answers": [(answer, _opened(sheet, answer)) for answer in sheet.answers],
        "now": timezone.localtime(),
    }
    return TemplateResponse(request, "publications/paper/filing_sheet.html", context)


def _opened(sheet: FilingSheet, answer: FiledAnswer) -> list[Opened]:
    """Nothing is asked for before it is known at which host the portal answers."""
    return [opened(address) for address in answer.addresses] if sheet.base else []
