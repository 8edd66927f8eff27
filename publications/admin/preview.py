"""Looking at what would be published: the public page, the PDF and the Word file, marked as a draft."""

from django.contrib import messages
from django.contrib.admin.options import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from measures.models import Plan
from publications.publishing import Review
from publications.publishing.evidence import Pictures
from publications.render import docx, pdf

from .addresses import kind_meant, plan_meant


def preview(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """The public page of the edition that would be published now, marked as a draft."""
    review = _reviewed(edition_admin, request, plan, kind)
    plan, drafted = review.year.plan, review.proposed
    if drafted is None:
        return _not_ready(request, plan)
    context = {
        "document": drafted,
        "edition": None,
        "site": drafted.agency,
        "years": [],
        "path": request.path,
        "plan": plan,
    }
    return HttpResponse(render_to_string("publications/preview.html", context))


def preview_pdf(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """The PDF of the edition that would be published now, marked as a draft on every page."""
    review = _reviewed(edition_admin, request, plan, kind)
    plan, drafted = review.year.plan, review.proposed
    if drafted is None:
        return _not_ready(request, plan)
    try:
        file = pdf.render(drafted, sha256=None, pictures=Pictures.of(plan))
    except pdf.RenderingFailed as error:
        message = gettext("The PDF could not be made. Tell whoever runs the portal: %(error)s") % {"error": error}
        messages.error(request, message)
        return _back_to(plan)
    response = HttpResponse(file, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="draft-{plan.fiscal_year}-{kind}.pdf"'
    return response


def preview_word(edition_admin: ModelAdmin, request, plan: int, kind: str):
    """The Word file of the edition that would be published now, marked as a draft on every page."""
    review = _reviewed(edition_admin, request, plan, kind)
    plan, drafted = review.year.plan, review.proposed
    if drafted is None:
        return _not_ready(request, plan)
    file = docx.render(drafted, sha256=None, pictures=Pictures.of(plan))
    response = HttpResponse(file, content_type=docx.CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="draft-{plan.fiscal_year}-{kind}.docx"'
    return response


def _reviewed(edition_admin, request, plan: int, kind: str) -> Review:
    """What would be published now (`proposed`), also while something keeps it from being published."""
    if not edition_admin.has_view_permission(request):
        raise PermissionDenied
    return Review.of(plan_meant(edition_admin, request, plan), kind_meant(kind))


def _not_ready(request, plan: Plan) -> HttpResponseRedirect:
    messages.warning(request, gettext("There is nothing to look at yet: something is still missing."))
    return _back_to(plan)


def _back_to(plan: Plan) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("admin:measures_plan_change", args=[plan.pk]))
