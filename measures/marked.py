"""Personal data in what would be published of a report: found in texts, captions, file names and inside documents.

It is only marked; a person decides, and the decision (Clearance) holds for exactly what was found.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from measures.models import Evidence, Report
from measures.personal_data import Found, find, text_of

# What is published of a report's texts; obstacles only where the agency publishes them.
PUBLIC_TEXTS = ["done", "value_reached", "result", "next_step"]
DOCUMENTS = ("pdf", "docx", "xlsx")


@dataclass(frozen=True, slots=True)
class Marked:
    """Personal data that citizens would read: what, where, and whether somebody decided that it may be published."""

    kind: str
    masked: str
    where: str
    digest: str
    is_cleared: bool


def marked_in(report: Report, *, with_obstacles: bool) -> list[Marked]:
    """The personal data in all that would be published of a report, each once with every place where it stands.

    `with_obstacles` says whether the agency publishes obstacles.
    """
    cleared = {row.digest for row in report.clearances.all()}
    marked: dict[str, Marked] = {}
    for where, found in _found(report, with_obstacles=with_obstacles):
        for data in found:
            places = f"{marked[data.digest].where}, {where}" if data.digest in marked else where
            marked[data.digest] = Marked(str(data.kind.label), data.masked, places, data.digest, data.digest in cleared)
    return list(marked.values())


def _found(report: Report, *, with_obstacles: bool) -> Iterator[tuple[str, list[Found]]]:
    """What is found in every place that citizens can read, with the words for the place."""
    for name in [*PUBLIC_TEXTS, *(["obstacles"] if with_obstacles else [])]:
        label = Report._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # a column
        yield capfirst(str(label)), find(getattr(report, name))
    for said in report.steps.all():
        yield _("step “%(step)s”") % {"step": said.text[:60]}, find(said.done)
    for piece in report.evidence.all():
        place = _("evidence “%(caption)s”") % {"caption": piece.caption}
        yield place, find(f"{piece.caption}\n{piece.name}\n{piece.url}")
        yield _("inside the file “%(name)s”") % {"name": piece.name or piece.caption}, _found_inside(piece)


def _found_inside(piece: Evidence) -> list[Found]:
    """What is found inside a stored document: read once, since its hash is its identity. A picture has no text."""
    extension = (piece.file.name or "").rpartition(".")[2]
    if extension not in DOCUMENTS:
        return []
    key = f"personal-data:{piece.sha256 or piece.file.name}"
    kept: list[Found] | None = cache.get(key)
    if kept is None:
        kept = find(_inside(piece, extension))
        cache.set(key, kept)
    return kept


def _inside(piece: Evidence, extension: str) -> str:
    """The text inside a stored document; a file that is gone cannot be read."""
    try:
        with piece.file.open() as file:
            return text_of(file.read(), extension)
    except OSError:
        return ""
