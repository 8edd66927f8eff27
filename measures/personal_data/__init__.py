"""Personal data in what is to be published: found and marked, never judged; whether it may stay a person decides."""

from .finding import Found, PersonalData, find
from .texts import text_of

__all__ = ["Found", "PersonalData", "find", "text_of"]
