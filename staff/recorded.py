"""Pages of rows whose changes are recorded: a reason for what was published, and a history that can be read."""

from django import forms
from django.contrib.admin.utils import unquote
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency
from audit.changes import HistorySource, changes
from audit.history import ChangeSource, give_reason, recorded_as

from .admin_base import StaffAdmin
from .scoping import ImplicitFieldsForm

CHANGES_ON_A_PAGE = 20
REASON = "change_reason"


def reason_field(**options) -> forms.CharField:
    """Why something that citizens have read already is changed."""
    return forms.CharField(
        label=_("reason for the change"),
        max_length=500,
        help_text=_("These data are published. Whoever changes them says why; the reason stays in the history."),
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        error_messages={"required": _("Give the reason for the change: these data are published.")},
        **options,
    )


class ReasonedForm(ImplicitFieldsForm):
    """A form that asks for the reason when something that was published is changed in it or in the rows below it."""

    asks_reason = False

    change_reason = reason_field(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.asks_reason:
            del self.fields[REASON]

    def clean(self):
        super().clean()
        if self.asks_reason and not self.cleaned_data.get(REASON) and (self.changes_published() or self.rows_changed()):
            self.add_error(REASON, self.fields[REASON].error_messages["required"])
        return self.cleaned_data

    def rows_changed(self) -> bool:
        """Whether rows below the form are sent changed; RecordedAdmin knows."""
        return False

    def changes_published(self) -> bool:
        """Whether something is changed that may have been published."""
        return bool(set(self.changed_data) - {REASON})


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

    def asks_reason(self, request, obj=None) -> bool:
        """Whether citizens have read already what is changed on this page."""
        asked = request.__dict__.setdefault("_asks_reason", {})
        if obj not in asked:
            place = self.published_as(request, obj)
            asked[obj] = bool(place) and place[0].has_published(place[1])
        return asked[obj]

    def _asks_on_form(self, request, obj) -> bool:
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return may and self.asks_reason(request, obj)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        return [*fieldsets, (None, {"fields": [REASON]})] if self._asks_on_form(request, obj) else fieldsets

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.asks_reason = self._asks_on_form(request, obj)
        form.rows_changed = lambda _form: self._rows_changed(request, obj)
        return form

    def _rows_changed(self, request, obj) -> bool:
        """Whether recorded rows below the form are sent changed; the form asks before Django makes their forms."""
        formsets, _inlines = self._create_formsets(request, obj, change=True) if obj else ((), ())
        return any(formset.has_changed() for formset in formsets if hasattr(formset.model, "history"))

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
        if not (obj and self.has_delete_permission(request, obj) and self.asks_reason(request, obj)):
            return None
        return DeletionForm(request.POST if request.method == "POST" else None)
