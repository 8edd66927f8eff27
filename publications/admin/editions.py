"""The editions in the staff's room, and the addresses of the pages between a plan and its edition."""

from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from publications.models import Edition
from staff.admin_base import StaffAdmin
from staff.be_columns import NOTHING, buddhist
from staff.filters import year_filter

from .addresses import may_withdraw
from .filing_sheet import filing_sheet
from .links import public_links, state_of
from .prepare import prepare
from .preview import preview, preview_pdf, preview_word
from .publish import publish
from .signed_copy import lay_signed_copy, may_lay_beside
from .withdraw import withdraw

PUBLISHED_AT = buddhist(Edition, "published_at")


@admin.register(Edition)
class EditionAdmin(StaffAdmin):
    """What was published: read here, never changed; a publisher may withdraw it."""

    fieldsets = [
        (None, {"fields": ["fiscal_year", "number", "kind", PUBLISHED_AT, "published_by", "reason", "state", "links"]}),
        (_("Proof"), {"fields": ["sha256", "pdf_sha256", "follows"]}),
    ]
    list_display = ["name", "kind", PUBLISHED_AT, "published_by", "state"]
    list_filter = [year_filter("fiscal_year"), "kind"]
    list_select_related = ["published_by", "withdrawn_by", "agency"]
    search_fields = ["sha256", "pdf_sha256"]
    actions = None

    def get_queryset(self, request):
        rows = super().get_queryset(request).without_files()
        return rows.select_related("published_by", "withdrawn_by", "agency")

    @admin.display(description=_("edition"), ordering="pk")
    def name(self, edition):
        return str(edition)

    @admin.display(description=_("state"))
    def state(self, edition):
        return state_of(edition)

    @admin.display(description=_("edition before"))
    def follows(self, edition):
        before = Edition.objects.without_files().filter(pk=edition.previous_id).first()
        return f"{before} · {before.sha256}" if before else NOTHING

    @admin.display(description=_("for citizens"))
    def links(self, edition):
        return format_html_join(" · ", '<a href="{}">{}</a>', public_links(edition))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_lay_beside"] = obj and may_lay_beside(request.user, obj)
        context["may_withdraw"] = obj and not obj.is_withdrawn and may_withdraw(request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_urls(self):
        pages = {
            "preview/<int:plan>/<str:kind>/": preview,
            "preview/<int:plan>/<str:kind>/document.pdf": preview_pdf,
            "preview/<int:plan>/<str:kind>/document.docx": preview_word,
            "filing/<int:plan>/": filing_sheet,
            "prepare/<int:plan>/<str:kind>/": prepare,
            "publish/<int:plan>/<str:kind>/": publish,
            "<int:edition>/signed/": lay_signed_copy,
            "<int:edition>/withdraw/": withdraw,
        }
        return [
            path(
                address,
                self.admin_site.admin_view(partial(view, self)),
                name=f"publications_edition_{view.__name__}",
            )
            for address, view in pages.items()
        ] + super().get_urls()
