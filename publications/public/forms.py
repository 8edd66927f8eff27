"""The citizens' two forms: narrowing the list of measures, and giving a document to verify."""

import re
from collections.abc import Iterable
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from publications.document import Document, MeasurePart

from .upload_hash import HashedUpload, UploadHasher

STATUSES = [
    ("pending", _("no report yet")),
    ("partial", _("partly reported")),
    ("complete", _("fully reported")),
]
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
# The address that is printed on every edition, whole or from its path on.
ADDRESS = re.compile(r"(?:https?://[^/]+)?/(?:[a-z]{2}/)?verify/([0-9a-f]{64})/?")


class ThaiOptions(forms.Select):
    """A choice whose options are words of a Thai document, and say so to a screen reader."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if option["value"]:
            option["attrs"]["lang"] = "th"
        return option


class MeasureFilterForm(forms.Form):
    """Division, status and indicator, each out of what the document contains; whatever else is asked finds nothing."""

    division = forms.ChoiceField(label=_("Division"), required=False, widget=ThaiOptions)
    status = forms.ChoiceField(label=_("How far"), required=False, choices=[("", _("Any")), *STATUSES])
    indicator = forms.TypedChoiceField(label=_("Indicator"), required=False, coerce=int, widget=ThaiOptions)

    def __init__(self, data: QueryDict, *, document: Document):
        super().__init__(data)
        self.document = document
        owners = dict.fromkeys(
            [*document.divisions, *(name for measure in document.measures for name in measure.divisions)]
        )
        self._offer("division", ((name, name) for name in owners))
        self._offer("indicator", ((part.number, f"{part.number}. {part.name}") for part in document.result.indicators))

    def _offer(self, name: str, choices: Iterable[tuple[int | str, str]]) -> None:
        self.fields[name].choices = [("", _("Any")), *choices]  # type: ignore[attr-defined]  # a field of choices

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_method = "get"
        helper.disable_csrf = True
        helper.attrs = {"role": "search"}
        helper.layout = Layout(
            Row(*(Column(name, css_class="col-12 col-md") for name in self.fields)),
            StrictButton(_("Show"), type="submit", css_class="btn-primary"),
        )
        return helper

    def pick(self) -> list[MeasurePart]:
        """The measures that answer to every choice made; none when a choice does not exist."""
        if not self.is_valid():
            return []
        chosen = self.cleaned_data
        return [
            measure
            for measure in self.document.measures
            if chosen["division"] in ("", *measure.divisions)
            and chosen["status"] in ("", measure.status)
            and (chosen["indicator"] == "" or chosen["indicator"] in measure.indicators)
        ]


class VerificationForm(forms.Form):
    """A document's file, or its SHA-256."""

    file = forms.FileField(
        label=_("The file"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "The PDF or JSON as you received it, up to 100 MB. It is not kept: its SHA-256 is computed, and a PDF that "
            "is unknown is searched for data of ours."
        ),
    )
    sha256 = forms.CharField(
        label=_("… or its SHA-256"),
        required=False,
        help_text=_(
            "64 characters, digits and the letters a to f; it stands on the pages of an edition. "
            "The whole address that is printed there may be entered, too."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, handler: UploadHasher | None = None):
        super().__init__(*args)
        self.handler = handler

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.disable_csrf = True
        helper.layout = Layout("file", "sha256", StrictButton(_("Verify"), type="submit", css_class="btn-primary"))
        return helper

    def clean_file(self) -> HashedUpload | None:
        """What is left of the upload, if it was not too large."""
        if self.handler and self.handler.is_too_large:
            raise forms.ValidationError(_("This file is larger than 100 MB."), code="too_large")
        upload: HashedUpload | None = self.cleaned_data["file"]
        return upload

    def clean_sha256(self) -> str:
        """The 64 digits in lower case, also out of an address, without the blanks that come along with a copy."""
        digits = "".join(self.cleaned_data["sha256"].split()).lower()
        address = ADDRESS.fullmatch(digits)
        if address:
            return address[1]
        if digits and not FINGERPRINT.fullmatch(digits):
            message = _("A SHA-256 has 64 characters: digits and the letters a to f.")
            raise forms.ValidationError(message, code="invalid")
        return digits

    def clean(self) -> dict[str, Any]:
        """Exactly one of both; `sha256_asked` in the cleaned data is the SHA-256 to look up."""
        file, digits = self.cleaned_data.get("file"), self.cleaned_data.get("sha256")
        if not self.errors and bool(file) == bool(digits):
            raise forms.ValidationError(_("Choose a file or enter a SHA-256, one of both."), code="one_of_both")
        return self.cleaned_data | {"sha256_asked": file.sha256 if file else digits}
