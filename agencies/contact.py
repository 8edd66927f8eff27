"""What an agency states of itself so that citizens reach it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from thai.telephones import parse_telephones


def validate_telephone(text: str) -> None:
    """Refuse what no telephone dials; raises ValidationError with a sentence that gives an example."""
    try:
        is_kept = parse_telephones(text) == text
    except ValueError:
        is_kept = False
    if not is_kept:
        raise ValidationError(
            _("Enter telephone numbers, several of them separated by commas, for example 0 0000 0000 ต่อ 12."),
            code="telephone",
        )
