"""A copy of an agency's site for any web hosting: plain files whose links are relative, whatever folder they lie in."""

import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

from django.conf import settings

from agencies.models import Agency
from publications.public.editions import PublishedEditions

from . import folder
from .write import Writer

# Where a page of ours names an address, and where a stylesheet does.
_LINK = re.compile(r'(?P<name> (?:href|src|action|data-index))="(?P<path>/[^"/][^"]*|/)"')
_IN_STYLES = re.compile(r"url\([\"']?(?P<path>[^\"')]+)[\"']?\)")
COMPRESSED = {".gz", ".br"}


def export(agency: Agency, target: Path, *, origin: str = "") -> int:
    """Write the copy into `target`, which must be empty or not be there yet; the number of files.

    `origin` is where the copy will be found, with its folder and without a slash at the end: what has to be a whole
    address (canonical addresses, feed, sitemap) begins with it. Raises FileExistsError, or OSError like any writing.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(f"{target} is not empty")
    with TemporaryDirectory() as draft:
        editions = PublishedEditions(agency, origin=origin, is_exported=True)
        Writer(editions, Path(draft), before=None).write("")
        _copy(Path(draft), target)
    return sum(1 for path in target.rglob("*") if path.is_file())


def _copy(site: Path, target: Path) -> None:
    # What was withdrawn is said at its address; that it is gone for ever (410), no hosting can be told by a file.
    for part in (site / folder.GONE, site / folder.PAGES):
        for file in part.rglob("*"):
            if file.is_file() and file.suffix not in COMPRESSED:
                _place(file, target / file.relative_to(part), target)
    _place(site / "errors" / "404.html", target / "404.html", target)


def _place(file: Path, place: Path, target: Path) -> None:
    if place.parent.suffix in (".pdf", ".docx", ".json", ".jpg"):
        return  # A file that is gone: a folder of its name would be no answer.
    place.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix != ".html":
        shutil.copyfile(file, place)
        return
    page = file.read_text()
    for found in _LINK.finditer(page):
        _bring_static(found["path"], target)
    place.write_text(_LINK.sub(lambda found: f'{found["name"]}="{_relative(found["path"], place, target)}"', page))


def _relative(path: str, place: Path, target: Path) -> str:
    """The way from a page to an address of the site; a folder is named with its slash, so that nobody is sent on."""
    plain, mark, piece = path.partition("#")
    way = os.path.relpath(target / plain.lstrip("/"), place.parent)
    slash = "/" if plain.endswith("/") and not way.endswith("/") else ""
    return f"{way}{slash}{mark}{piece}"


def _bring_static(path: str, target: Path) -> None:
    """Bring a static file along, and what a stylesheet names in its turn."""
    if not path.startswith(settings.STATIC_URL):
        return
    name = unquote(path.removeprefix(settings.STATIC_URL))
    source, place = Path(settings.STATIC_ROOT) / name, target / settings.STATIC_URL.strip("/") / name
    if place.exists() or not source.is_file():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)
    for named in _named_by(source):
        _bring_static(settings.STATIC_URL + os.path.normpath(Path(name).parent / named), target)


def _named_by(style: Path) -> Iterable[str]:
    if style.suffix != ".css":
        return []
    paths = (found["path"] for found in _IN_STYLES.finditer(style.read_text()))
    return [path.partition("#")[0].partition("?")[0] for path in paths if not path.startswith(("data:", "#"))]
