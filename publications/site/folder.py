"""Where an agency's site lies on disk, and how one takes the place of another at once.

    SITE_ROOT/agencies/7/sites/<name>/pages/…    every page and file by its path, compressed copies beside
                                     /gone/…     what was withdrawn or erased: pages that say why, answered with 410
                                     /site.json  of which state it is, and of what its files were made
    SITE_ROOT/agencies/7/current                 a link to one of the sites
    SITE_ROOT/hosts/ita.example.go.th            a link to the agency; `_` is one without a host name

A site is written under a name that nobody reads and then linked; what is linked is never written to again. Only taking
away deletes from it, at once, so that nothing withdrawn is read a moment longer.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from django.conf import settings

PAGES, GONE, ABOUT = "pages", "gone", "site.json"
EVERYWHERE = "_"


def is_kept() -> bool:
    """Whether sites are written as files at all; without SITE_ROOT, Django answers every page."""
    return bool(settings.SITE_ROOT)


def root() -> Path:
    return Path(settings.SITE_ROOT)


def of_agency(pk: int) -> Path:
    return root() / "agencies" / str(pk)


def of_host(host: str) -> Path:
    return root() / "hosts" / host


def current(pk: int) -> Path | None:
    """The site that is served, or None while there is none."""
    link = of_agency(pk) / "current"
    return link.resolve() if link.exists() else None


@contextmanager
def locked(pk: int, name: str) -> Iterator[None]:
    """Alone among the processes of this machine: `write` while a site is written, `switch` when it takes its turn."""
    of_agency(pk).mkdir(parents=True, exist_ok=True)
    with (of_agency(pk) / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def for_everybody() -> Iterator[None]:
    """What is written meanwhile can be read by the web server, which is another user of the machine."""
    mask = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(mask)


def new(pk: int) -> Path:
    """An empty folder for a site to be written; what an interrupted writer left is cleared away."""
    sites, served = of_agency(pk) / "sites", current(pk)
    sites.mkdir(parents=True, exist_ok=True)
    for left in sites.iterdir():
        if left.resolve() != served:
            shutil.rmtree(left, ignore_errors=True)
    folder = sites / token_hex(8)
    folder.mkdir()
    return folder


def switch(pk: int, folder: Path) -> None:
    """Let `folder` be what is served, from one moment to the next, and clear away what was."""
    before = current(pk)
    os.sync()  # After a power cut, a link to files that were never written would be worse than the old site.
    _link(of_agency(pk) / "current", Path("sites") / folder.name)
    if before and before != folder:
        shutil.rmtree(before, ignore_errors=True)


def answer_at(pk: int, host: str | None, *, is_everywhere: bool) -> None:
    """Let the agency's site be found at its host name and no other, or at every name that no agency has."""
    own, hosts = Path("..") / "agencies" / str(pk), root() / "hosts"
    hosts.mkdir(parents=True, exist_ok=True)
    wanted = {name for name in (host, EVERYWHERE if is_everywhere else None) if name}
    for link in hosts.iterdir():
        is_own = link.is_symlink() and link.readlink() == own
        if (is_own and link.name not in wanted) or (link.name == EVERYWHERE and not is_everywhere):
            link.unlink(missing_ok=True)
    for name in wanted:
        _link(hosts / name, own)


def take_away(pk: int, is_touched: Callable[[str], bool]) -> None:
    """Delete every file of the served site whose address (with its slash at the front) is touched, at once."""
    with locked(pk, "switch"):
        site = current(pk)
        if site is None:
            return
        for folder in (site / PAGES, site / GONE):
            for file in sorted(folder.rglob("*")):
                if file.is_file() and is_touched(address_of(folder, file)):
                    file.unlink()


def address_of(folder: Path, file: Path) -> str:
    """The address at which a file of a site is read, its compressed copies as well."""
    path = f"/{file.relative_to(folder)}"
    for ending in (".gz", ".br"):
        path = path.removesuffix(ending)
    return path.removesuffix("index.html")


def _link(link: Path, target: Path) -> None:
    """Make or replace a link in one step."""
    draft = link.with_name(f".{link.name}.{token_hex(4)}")
    draft.symlink_to(target)
    draft.replace(link)
