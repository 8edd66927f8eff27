"""Pages of rows whose changes are recorded: a reason for what was published, and a history that can be read."""

from typing import NamedTuple

from django import forms
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from audit.changes import HistorySource, changes
from audit.history import ChangeSource, give_reason, recorded_as

from .admin_base import StaffAdmin
from .scoping import ImplicitFieldsForm

CHANGES_ON_A_PAGE = 20
REASON = "change_reason"


class Asked(NamedTuple):
    """Why a reason is asked: as it stands at the field, and when it is missing."""

    help_text: str | Promise
    missing: str | Promise


PUBLISHED = Asked(
    _("These data are published. Whoever changes them says why; the reason stays in the history."),
    _("Give the reason for the change: these data are published."),
)


def reason_field(**options) -> forms.CharField:
    """Why something is changed that is not to be changed without one, as what citizens have read already."""
    return forms.CharField(
        label=_("reason for the change"),
        max_length=500,
        help_text=PUBLISHED.help_text,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        error_messages={"required": PUBLISHED.missing},
        **options,
    )


class ReasonedForm(ImplicitFieldsForm):
    """A form that asks for the reason when something that was published is changed in it or in the rows below it."""

    asks_reason = False
    is_published = False
    asked = PUBLISHED

    change_reason = reason_field(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.asks_reason:
            self.fields[REASON].help_text = self.asked.help_text
        else:
            del self.fields[REASON]

    def clean(self):
        super().clean()
        if self.asks_reason and not self.cleaned_data.get(REASON) and (self.needs_reason() or self.rows_changed()):
            self.add_error(REASON, self.asked.missing)
        return self.cleaned_data

    def rows_changed(self) -> bool:
        """Whether rows below the form are sent changed; RecordedAdmin knows."""
        return False

    def needs_reason(self) -> bool:
        """Whether something is changed that may have been published."""
        return self.is_published and bool(set(self.changed_data) - {REASON})


class DeletionForm(forms.Form):
    """Why something that was published is deleted."""

    change_reason = reason_field()


class ToldHistoryMixin:
    """A history page that tells what the records know: who changed which text, when, from what to what."""

    object_history_template = "admin/recorded/history.html"

    def told(self, request, obj) -> tuple[HistorySource, ...]:
        """What the history page of a row tells whoever asks."""
        raise NotImplementedError

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, unquote(object_id))
        if obj and self.has_view_or_change_permission(request, obj):
            pages = Paginator(changes(*self.told(request, obj)), CHANGES_ON_A_PAGE)
            context = {"changes": pages.get_page(request.GET.get("changes"))}
            return super().history_view(request, object_id, context | (extra_context or {}))
        return super().history_view(request, object_id, extra_context)


class RecordedAdmin(ToldHistoryMixin, StaffAdmin):
    """A page whose changes are recorded as one act with its reason, and told on the row's history page."""

    form = ReasonedForm

    def published_as(self, request, obj) -> tuple[Agency, int] | None:
        """Whose editions of which fiscal year tell what is changed on this page; None for a row that is in none."""
        raise NotImplementedError

    # The reason

    def is_published(self, request, obj=None) -> bool:
        """Whether citizens have read already what is changed on this page."""
        known = request.__dict__.setdefault("_is_published", {})
        if obj not in known:
            place = self.published_as(request, obj)
            known[obj] = bool(place) and place[0].has_published(place[1])
        return known[obj]

    def asked(self, request, obj=None) -> Asked | None:
        """Why the page has a field for a reason; None when it has none."""
        return PUBLISHED if self.is_published(request, obj) else None

    def _asked_on_form(self, request, obj) -> Asked | None:
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return self.asked(request, obj) if may else None

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, (None, {"fields": [REASON]})] if self._asked_on_form(request, obj) else fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        asked = self._asked_on_form(request, obj)
        form.asks_reason, form.asked = asked is not None, asked or PUBLISHED
        form.is_published = self.is_published(request, obj)
        form.rows_changed = lambda _form: self._rows_changed(request, obj)
        return form

    def _rows_changed(self, request, obj) -> bool:
        """Whether recorded rows below the form are sent changed and need a reason."""
        formsets = self._sent_formsets(request, obj)
        return any(formset.has_changed() for formset in formsets if hasattr(formset.model, "history"))

    def _sent_formsets(self, request, obj) -> list[BaseInlineFormSet]:
        """The rows below the form as they are sent; it asks for them before Django makes their forms."""
        return self._create_formsets(request, obj, change=True)[0] if obj else []

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with recorded_as(means=ChangeSource.FORM):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request, obj, form, change):
        give_reason(form.cleaned_data.get(REASON, ""))
        super().save_model(request, obj, form, change)

    # Deleting

    def get_actions(self, request):
        # What is deleted may have been published, and then needs its reason: each row on its own page.
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def delete_view(self, request, object_id, extra_context=None):
        form = self._deletion_form(request, object_id)
        if form and request.method == "POST" and not form.is_valid():
            request.POST = QueryDict()  # Django deletes on any answer that is not empty
        reason = form.cleaned_data.get(REASON, "") if form and form.is_bound else ""
        with recorded_as(reason, means=ChangeSource.FORM):
            return super().delete_view(request, object_id, {**(extra_context or {}), "reason_form": form})

    def _deletion_form(self, request, object_id) -> DeletionForm | None:
        obj = self.get_object(request, unquote(object_id))
        if not (obj and self.has_delete_permission(request, obj) and self.is_published(request, obj)):
            return None
        return DeletionForm(request.POST if request.method == "POST" else None)
