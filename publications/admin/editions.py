"""The staff's room of publications: what a plan's page says about publishing, and the editions."""

from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from measures.admin.plans import PlanAdmin
from measures.models import Plan
from publications import publishing
from publications.models import Edition, Kind
from publications.publishing import checklist
from staff.admin_base import StaffAdmin
from staff.be_columns import NOTHING, buddhist
from staff.filters import year_filter

from . import views

PUBLISHED_AT = buddhist(Edition, "published_at")


@admin.register(Plan)
class PublishablePlanAdmin(PlanAdmin):
    """A plan with what is still missing, its previews, its published editions and the way to the next one."""

    def has_delete_permission(self, request, obj=None):
        # What was published stays readable for ever; so do the tables from which it is corrected.
        return super().has_delete_permission(request, obj) and not (obj and publishing.of_year(obj).exists())

    def render_change_form(self, request, context, obj=None, **kwargs):
        if obj:
            context["checklist"] = checklist.checklist(obj, Kind.PLAN)
            context["editions"] = publishing.of_year(obj).without_files().select_related("published_by")
            context["kinds"] = Kind
            context["may_publish"] = views.may_publish(request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)


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
        return views.state_of(edition)

    @admin.display(description=_("edition before"))
    def follows(self, edition):
        before = Edition.objects.without_files().filter(pk=edition.previous_id).first()
        return f"{before} · {before.sha256}" if before else NOTHING

    @admin.display(description=_("for citizens"))
    def links(self, edition):
        return format_html_join(" · ", '<a href="{}">{}</a>', views.public_links(edition))

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, obj=None, **kwargs):
        context["may_withdraw"] = obj and not obj.is_withdrawn and views.may_withdraw(request.user)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def get_urls(self):
        addresses = {
            "preview": "preview/<int:plan>/<str:kind>/",
            "preview_pdf": "preview/<int:plan>/<str:kind>/document.pdf",
            "publish": "publish/<int:plan>/<str:kind>/",
            "withdraw": "<int:edition>/withdraw/",
        }
        return [
            path(
                address,
                self.admin_site.admin_view(partial(getattr(views, name), self)),
                name=f"publications_edition_{name}",
            )
            for name, address in addresses.items()
        ] + super().get_urls()
