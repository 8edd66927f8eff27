"""The form with which citizens give a document to verify."""

import re
from typing import Any

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from .upload_hash import HashedUpload, UploadHasher

FINGERPRINT = re.compile(r"[0-9a-f]{64}")
# The address that is printed on every edition, whole or from its path on.
ADDRESS = re.compile(r"(?:https?://[^/]+)?/(?:[a-z]{2}/)?verify/([0-9a-f]{64})/?")


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
