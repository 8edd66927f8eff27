"""Printing again what was published: the same edition gives the same bytes, in any process and on any day."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publications import document
from publications.models import Edition
from publications.render import pdf

from .evidence import Pictures
from .faults import Fault


@dataclass(slots=True)
class Prints:
    """How many editions were printed again, and how many were printed by another version and kept as stored."""

    same: int = 0
    of_another_version: int = 0

    def verify(self) -> Iterator[Fault]:
        """Print every readable edition again whose renderer is today's; yields those that are not what is stored.

        Contents that cannot be read are for `verify` to name.
        """
        for edition in Edition.objects.filter(withdrawn_at=None, pdf_erased_at=None).in_order().iterator(chunk_size=20):
            try:
                frozen = document.parse(edition.content)
            except (ValueError, TypeError):
                continue
            if frozen.renderer != pdf.RENDERER:
                self.of_another_version += 1
            elif fault := _fault_of(edition, frozen):
                yield fault
            else:
                self.same += 1


def _fault_of(edition: Edition, frozen: document.Document) -> Fault | None:
    try:
        printed = pdf.render(frozen, sha256=edition.sha256, pictures=Pictures(edition.agency_id))
    except pdf.RenderingFailed as error:
        message = _("its PDF cannot be printed again: %(error)s")
        return Fault(edition, "unprintable", message % {"error": error})
    if printed != bytes(edition.pdf):
        return Fault(edition, "reprint", _("printed again, its PDF is not the one that is stored"))
    return None
