"""Writing an agency's site: every address answered as Django would answer it, kept as a file, switched at once."""

import gzip
import json
import logging
import os
import shutil
from http import HTTPStatus
from pathlib import Path

import brotli
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import override

from agencies.models import Agency
from publications.hashing import sha256_of
from publications.public import languages
from publications.public.editions import PublishedEditions
from publications.public.pages import Page, render

from . import folder, state
from .addresses import Address, addresses

log = logging.getLogger(__name__)

# Others may publish while a site is written; then it is written again.
MOST_ATTEMPTS = 3
DOCUMENTS = {".pdf", ".docx"}
COMPRESSED = (
    *("text/", "application/json", "application/ld+json", "application/schema+json"),
    *("application/xml", "application/atom+xml", "image/svg+xml"),
)


class Overtaken(Exception):
    """Others published each time while the site was being written."""


def write(agency_pk: int, *, anew: bool = False) -> bool:
    """Write the site of an agency and serve it; False where what is served is of the present state already.

    `anew` writes it in any case and takes nothing over from the site before, which somebody may have changed. Whatever
    happens, the site that was served before stays whole until the new one is. Raises OSError when the disk is full or
    not to be written to, and Overtaken.
    """
    with folder.for_everybody(), folder.locked(agency_pk, "write"):
        for _attempt in range(MOST_ATTEMPTS):
            agency = Agency.objects.get(pk=agency_pk)
            now = state.of(agency)
            if state.is_current(agency) and not anew:
                _answer(agency)
                return False
            if _write_and_switch(agency, now, anew=anew):
                return True
    raise Overtaken


def _write_and_switch(agency: Agency, now: str, *, anew: bool) -> bool:
    site = folder.new(agency.pk)
    try:
        before = None if anew else folder.current(agency.pk)
        Writer(PublishedEditions(agency), site, before=before).write(now)
        with folder.locked(agency.pk, "switch"):
            if state.of(Agency.objects.get(pk=agency.pk)) == now:
                folder.switch(agency.pk, site)
                _answer(agency)
                return True
    finally:
        if folder.current(agency.pk) != site.resolve():
            shutil.rmtree(site, ignore_errors=True)
    return False


def _answer(agency: Agency) -> None:
    """At its own host name; without one at every name, as long as there is no other agency.

    An agency with a host name is not answered for at any other: former ones lead to it, which only Django knows.
    """
    is_everywhere = not agency.domain and not Agency.objects.exclude(pk=agency.pk).exists()
    folder.answer_at(agency.pk, agency.domain, is_everywhere=is_everywhere)


class Writer:
    """Fills one folder; what did not change since the site before is linked from there and not written again."""

    def __init__(self, editions: PublishedEditions, site: Path, *, before: Path | None):
        self.editions = editions
        self.site = site
        self.before = before
        told = state.written(editions.agency.pk) if before else {}
        self.known: dict[str, dict[str, str]] = told.get("files", {})
        self.has_same_look = told.get("look") == state.look()
        self.files: dict[str, dict[str, str]] = {}
        self.made: dict[tuple[str, str], str] = {}

    def write(self, now: str) -> None:
        for address in addresses(self.editions):
            if not self._taken_over(address):
                self._keep(address, self._answer(address))
        for language, _name in settings.LANGUAGES:
            self._keep_errors(language)
        about = {"state": now, "look": state.look(), "written_at": timezone.now().isoformat(), "files": self.files}
        (self.site / folder.ABOUT).write_text(json.dumps(about, ensure_ascii=False))

    def _answer(self, address: Address) -> HttpResponse | None:
        with override(address.language):
            match = resolve(address.path)
            try:
                answer: HttpResponse = match.func.made(self.editions, address.path, **match.kwargs)  # type: ignore[attr-defined]
            except Http404:
                return None
            return answer

    def _keep(self, address: Address, answer: HttpResponse | None) -> None:
        """Keep an answer that says something for good; whatever else Django answers when it is asked."""
        if answer is not None and answer.status_code == HTTPStatus.OK:
            place = f"{address.path}index.html" if address.path.endswith("/") else address.path
            self._put(folder.PAGES + place, answer, address)
        elif answer is not None and answer.status_code == HTTPStatus.GONE:
            self._put(f"{folder.GONE}{address.path.rstrip('/')}/index.html", answer, address)
        else:
            log.warning("%s is not written as a file", address.path)

    def _keep_errors(self, language: str) -> None:
        """What is said when there is nothing at an address, and when the portal itself cannot be asked."""
        with override(language):
            root = languages.in_language("/", language)
            for status in (HTTPStatus.NOT_FOUND, HTTPStatus.SERVICE_UNAVAILABLE):
                answer = render(
                    self.editions, Page(f"{status}.html", {"reason": "", "meant": None}, status=status), root
                )
                self._put(f"errors{root}{status}.html", answer, Address(root, language))

    def _put(self, name: str, answer: HttpResponse, address: Address) -> None:
        content, sha256 = answer.content, sha256_of(answer.content)
        if self.known.get(name, {}).get("sha256") != sha256 or not self._linked(name):
            self._write(name, content, answer.headers["Content-Type"])
        self.files[name] = {
            "sha256": sha256,
            "made_of": address.made_of,
            "content_type": answer.headers["Content-Type"],
            "disposition": answer.headers.get("Content-Disposition", ""),
        }

    def _taken_over(self, address: Address) -> bool:
        """Link a file that is made of the same as before, without asking what it holds."""
        name = folder.PAGES + address.path
        return bool(address.made_of) and (self._is_another_name(name, address) or self._is_as_before(name, address))

    def _is_another_name(self, name: str, address: Address) -> bool:
        """The newest document of a kind is an edition's under a second address."""
        twin = self.made.setdefault((address.made_of, Path(name).suffix), name)
        if twin == name or twin not in self.files or Path(name).suffix not in DOCUMENTS:
            return False
        self._link(self.site / twin, name)
        self.files[name] = self.files[twin]
        return True

    def _is_as_before(self, name: str, address: Address) -> bool:
        known = self.known.get(name)
        if known is None or known["made_of"] != address.made_of or not self.has_same_look or not self._linked(name):
            return False
        self.files[name] = known
        return True

    def _linked(self, name: str) -> bool:
        """Whether the file of the site before could be linked, with its compressed copies."""
        if self.before is None or not (self.before / name).is_file():
            return False
        self._link(self.before / name, name)
        return True

    def _link(self, file: Path, name: str) -> None:
        (self.site / name).parent.mkdir(parents=True, exist_ok=True)
        for ending in ("", ".gz", ".br"):
            if file.with_name(f"{file.name}{ending}").is_file():
                os.link(file.with_name(f"{file.name}{ending}"), self.site / f"{name}{ending}")

    def _write(self, name: str, content: bytes, content_type: str) -> None:
        file = self.site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        if content_type.startswith(COMPRESSED):
            file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
            file.with_name(f"{file.name}.br").write_bytes(brotli.compress(content, quality=9))
        self._make_younger(name)

    def _make_younger(self, name: str) -> None:
        """A web server tells a file from its predecessor by time and size: of the same size, it is a second younger."""
        file, before = self.site / name, self.before and self.before / name
        if before and before.is_file() and before.stat().st_size == file.stat().st_size:
            moment = max(file.stat().st_mtime, before.stat().st_mtime + 1)
            for ending in ("", ".gz", ".br"):
                if (copy := file.with_name(f"{file.name}{ending}")).exists():
                    os.utime(copy, (moment, moment))
