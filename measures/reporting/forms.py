"""The forms of a report: its texts, its steps, its evidence, and what is to be added to that."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import inlineformset_factory
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from measures.models import Evidence, Report, Round, StepReport
from measures.models.process import NOTHING_DONE
from staff.inlines import StaffFormSet
from staff.rebasing import Forms
from thai.forms import BuddhistDateField, BuddhistDateInput
from thai.templatetags.thai import be_date

from .access import HANDED_IN

TEXTS = ["implementation", "done", "value_reached", "result", "obstacles", "next_step"]
OBSTACLES_ARE_PUBLIC = _("What stood in the way. Citizens read it as it stands.")
OBSTACLES_ARE_KEPT = _("What stood in the way. It stays within the agency and is not published.")
NOT_YET = _("This day has not come yet. Give the day on which it happened.")
ACCEPTED_FILES = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,application/pdf,.docx,.xlsx"


def outside(round_: Round, day: date) -> str:
    """The question about a day that does not lie in a round."""
    return _("%(day)s is outside the round (%(first)s to %(last)s). Correct it, or tick that it happened then.") % {
        "day": be_date(day),
        "first": be_date(round_.covers_from),
        "last": be_date(round_.covers_to),
    }


def label_of(name: str) -> str:
    """What a field of a report is called on pages."""
    return capfirst(str(Report._meta.get_field(name).verbose_name))  # type: ignore[union-attr]


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a division says of a measure."""

    implementation = forms.ChoiceField(
        label=_("how far the work is"),
        choices=Report.Implementation.choices,
        required=False,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Report
        fields = TEXTS
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("done", "result", "obstacles", "next_step")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        report = self.instance
        is_public = report.division.agency.obstacles_are_public
        self.fields["obstacles"].help_text = OBSTACLES_ARE_PUBLIC if is_public else OBSTACLES_ARE_KEPT
        if not report.measure.success_indicator:
            del self.fields["value_reached"]

    def clean(self) -> dict[str, Any]:
        super().clean()
        is_begun = self.cleaned_data.get("implementation") != Report.Implementation.NOT_STARTED
        is_handed_in = self.instance.status in [*HANDED_IN, Report.Status.RETURNED]
        if is_handed_in and is_begun and not self.cleaned_data.get("done", "").strip() and "done" not in self.errors:
            self.add_error("done", NOTHING_DONE)
        return self.cleaned_data

    def layout(self, *names: str) -> FormHelper:
        """Some of the fields, as the page's one form shows them."""
        helper = FormHelper()
        helper.form_tag, helper.disable_csrf = False, True
        helper.layout = Layout(*(Field(name) for name in names if name in self.fields))
        return helper

    @property
    def work(self) -> FormHelper:
        """How far it is and what was done."""
        return self.layout("implementation", "done")

    @property
    def outcome(self) -> FormHelper:
        """What came of it."""
        return self.layout("value_reached", "result", "obstacles", "next_step")


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was done in one step."""

    class Meta:
        model = StepReport
        fields = ["done"]
        widgets = {"done": forms.Textarea(attrs={"rows": 2})}


class EvidenceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A piece of evidence that is kept already."""

    happened_on = BuddhistDateField(
        label=_("day it happened"),
        required=False,
        help_text=_("The day of what it shows, not of the upload. B.E., for example 15/01/2566."),
        widget=BuddhistDateInput(attrs={"size": None}),
    )
    is_that_day = forms.BooleanField(label=_("Yes, it happened on that day"), required=False)

    class Meta:
        model = Evidence
        fields = ["position", "caption", "happened_on", "shows_children", "has_consent"]
        widgets = {"position": forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 32767})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["caption"].widget.attrs["id"] = f"id_{self.prefix}-caption"
        self.asks_day = False

    def clean_happened_on(self) -> date | None:
        """A day that has come; one outside the round only when somebody says that it is meant."""
        day: date | None = self.cleaned_data["happened_on"]
        if day is None or "happened_on" not in self.changed_data:
            return day
        if day > timezone.localdate():
            raise ValidationError(NOT_YET)
        round_ = self.instance.report.round
        self.asks_day = not round_.covers_from <= day <= round_.covers_to
        if self.asks_day and not self.data.get(self.add_prefix("is_that_day")):
            raise ValidationError(outside(round_, day))
        return day


class KeptEvidenceFormSet(StaffFormSet):
    """The evidence that is kept: what is new comes by itself (added.py), never as a further row."""

    def clean(self) -> None:
        super().clean()
        if any(form.has_changed() for form in self.extra_forms):
            raise ValidationError(self.default_error_messages["missing_management_form"])


StepFormSet = inlineformset_factory(Report, StepReport, form=StepForm, formset=StaffFormSet, extra=0, can_delete=False)
EvidenceFormSet = inlineformset_factory(Report, Evidence, form=EvidenceForm, formset=KeptEvidenceFormSet, extra=0)


class SeveralFilesInput(forms.FileInput):
    """A choice of several files; a phone offers its camera among them."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Several files at once, as a list; what they are is judged by measures/evidence/."""

    widget = SeveralFilesInput(attrs={"accept": ACCEPTED_FILES})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files as they came, empty ones included."""
        return list(data or [])


class NewEvidenceForm(forms.Form):
    """Files and links to be added; what is said here holds for all of them and can be changed at each afterwards."""

    uploads = SeveralFilesField(
        label=_("Files"),
        required=False,
        help_text=_("Pictures (also from the camera), PDF, Word or Excel; several at once."),
    )
    links = forms.CharField(
        label=_("Links"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "inputmode": "url"}),
        help_text=_("One a line, for example https://www.facebook.com/…"),
    )
    caption = forms.CharField(
        label=_("What they show"),
        required=False,
        max_length=300,
        help_text=_("For example ภาพการอบรม; citizens read it below the picture."),
    )
    happened_on = forms.CharField(
        label=_("day it happened"),
        required=False,
        widget=BuddhistDateInput(attrs={"size": None}),
        help_text=_("Empty: the day that the camera wrote into the picture, if there is one."),
    )
    shows_children = forms.BooleanField(label=_("shows children who can be recognised"), required=False)
    has_consent = forms.BooleanField(label=_("the parents' consent exists"), required=False)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, prefix="new")
        self.helper = FormHelper()
        self.helper.form_tag, self.helper.disable_csrf = False, True


def forms_of(report: Report, sent: QueryDict | None = None) -> Forms:
    """The form of a report with its steps and its evidence: as they are stored, or as they were sent."""
    step_rows: Any = StepFormSet(sent, instance=report, prefix="steps")
    evidence_rows: Any = EvidenceFormSet(sent, instance=report, prefix="evidence")
    return Forms(ReportForm(sent, instance=report), [step_rows, evidence_rows])


def are_valid(sent: Forms) -> bool:
    """Whether all of them are; each is asked, so that each shows its errors."""
    answers: Iterable[bool] = [sent.form.is_valid(), *(formset.is_valid() for formset in sent.formsets)]
    return all(list(answers))
