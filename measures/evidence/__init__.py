"""What an uploaded file or a link becomes before it is kept as evidence: checked, cleaned and measured; no table."""

from .intake import Taken, Upload, take
from .kinds import SHOWN_TYPES
from .links import is_web_link
from .refusals import Refused

__all__ = ["SHOWN_TYPES", "Refused", "Taken", "Upload", "is_web_link", "take"]
