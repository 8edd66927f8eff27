"""The document of an edition as a Word file, to edit and paste from; the only room that knows python-docx."""

from .pictures import Pictures, no_pictures
from .rendering import CONTENT_TYPE, render

__all__ = ["CONTENT_TYPE", "Pictures", "no_pictures", "render"]
