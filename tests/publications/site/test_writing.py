"""The site as files: every page as Django answers it, whole or not at all, one agency never touching another."""

import errno
import gzip
import io
import os
import shutil
import zipfile
from pathlib import Path

import brotli
import pytest
from django.core.management import CommandError, call_command

from measures.models import Plan
from publications.models import Edition
from publications.public.editions import PublishedEditions
from publications.public.languages import in_language
from publications.site import folder, state, write
from publications.site.addresses import addresses as site_addresses
from tests import factories
from tests.editions import addresses, freeze, freeze_sample, withdraw
from tests.queued import queued, run_jobs
from tests.readers import reported_year, site

pytestmark = pytest.mark.django_db

CANARY = "คะนารี่ห้ามเผยแพร่"
JOB = "publications.site.changes.write_site"


def spoken(edition: Edition) -> list[str]:
    """Every address of an edition, pages in both languages."""
    asked = [address for address in addresses(edition) if "?" not in address]
    return [*asked, *(in_language(address, "en") for address in asked if address.endswith("/"))]


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_every_address_is_a_file_that_says_what_django_says(written, without_files, django_assert_num_queries):
    edition = freeze(reported_year(), "progress")
    by_django = {address: without_files(site(), address) for address in spoken(edition)}
    written(edition.agency)
    compared = ("Content-Type", "Content-Language", "Cache-Control", "X-Content-Type-Options", "X-Frame-Options")
    compared += ("Content-Security-Policy", "Content-Disposition", "ETag")
    for address, expected in by_django.items():
        with django_assert_num_queries(0):
            found = site().get(address)
        assert found.status_code == expected.status_code == 200, address
        if not address.endswith((".xlsx", ".docx")):  # which name the moment at which they were made
            assert found.body == expected.content, address
            assert [found.get(name) for name in compared] == [expected.get(name) for name in compared], address


def test_text_is_kept_compressed_and_sent_so_to_who_takes_it(written):
    edition = freeze_sample()
    served = written(edition.agency)
    plain = (served / "pages/2566/index.html").read_bytes()
    for coding, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        answer = site().get("/2566/", headers={"accept-encoding": coding})
        assert (answer["Content-Encoding"], answer["Vary"]) == (coding, "Accept-Encoding")
        packed = answer.body
        assert unpack(packed) == plain
        assert len(packed) < len(plain) / 3
    assert "Content-Encoding" not in site().get("/2566/")
    assert not (served / "pages/2566/plan.pdf.gz").exists()


def test_who_has_a_file_already_is_told_so_until_another_edition_stands_there(written):
    edition = freeze_sample()
    written(edition.agency)
    tag = site().get("/2566/")["ETag"]
    assert site().get("/2566/", headers={"if-none-match": tag}).status_code == 304
    freeze(Plan.objects.get(), reason="แก้ไข")
    written(edition.agency)
    assert site().get("/2566/", headers={"if-none-match": tag}).status_code == 200


def test_a_part_of_a_document_can_be_asked_for(written):
    edition = freeze_sample()
    written(edition.agency)
    part = site().get("/2566/plan.pdf", headers={"range": "bytes=0-7"})
    assert (part.status_code, part.body) == (206, bytes(edition.pdf)[:8])


def test_nothing_that_was_not_published_is_in_the_folder(written):
    plan = factories.make_year(title="แผนที่เผยแพร่")
    freeze(plan)
    round_ = plan.rounds.get(kind="progress")
    factories.make_report(plan.measures.get(), round_, done=CANARY, result=CANARY, status="submitted")
    Plan.objects.update(title=CANARY, introduction=CANARY)
    plan.measures.update(title=CANARY)
    plan.assessment().scores.update(finding=CANARY, recommendation=CANARY)
    factories.make_user(CANARY, agency=plan.agency, first_name=CANARY)
    factories.make_division(plan.agency, CANARY)
    assert len(names(written(plan.agency))) > 100
    assert naming(CANARY, written(plan.agency)) == []
    freeze(plan)
    assert naming(CANARY, written(plan.agency)) != []


def naming(words: str, served: Path) -> list[str]:
    """The files in which the words can be read."""
    return [name for name in names(served) if words.encode() in unpacked(served / name)]


def unpacked(path: Path) -> bytes:
    """All that a file holds, out of archives and compressed copies too."""
    content = path.read_bytes()
    if path.suffix == ".gz":
        return gzip.decompress(content)
    if path.suffix == ".br":
        return brotli.decompress(content)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return b"".join(archive.read(name) for name in archive.namelist())
    return content


def test_the_web_server_who_is_another_user_can_read_it(written):
    mask = os.umask(0o077)
    try:
        served = written(freeze(factories.make_year()).agency)
    finally:
        assert os.umask(mask) == 0o077
    for path in [*served.rglob("*"), *(parent for parent in served.parents if parent.name in ("sites", "agencies"))]:
        assert path.stat().st_mode & 0o005 == (0o005 if path.is_dir() else 0o004), path


def test_publishing_queues_the_writing_and_a_second_job_finds_it_done(site_root):
    edition = freeze_sample()
    assert queued() == [JOB]
    run_jobs()
    served = folder.current(edition.agency_id)
    assert state.is_current(edition.agency)
    assert write.write(edition.agency_id) is False
    assert folder.current(edition.agency_id) == served


def test_without_a_folder_nothing_is_written_or_queued(settings):
    settings.SITE_ROOT = ""
    freeze_sample()
    assert queued() == []
    assert site().get("/2566/").status_code == 200
    with pytest.raises(CommandError, match="SITE_ROOT"):
        call_command("build_site")


class Stopped(BaseException):
    """The process is killed."""


@pytest.mark.parametrize("stops_at", [1, 40, -1])
@pytest.mark.parametrize("reason", [Stopped(), OSError(errno.ENOSPC, "No space left on device")])
def test_whatever_stops_the_writing_the_old_site_stays_and_the_next_start_completes_it(
    written, monkeypatch, stops_at, reason
):
    edition = freeze_sample()
    before = written(edition.agency)
    content = {name: (before / name).read_bytes() for name in names(before)}
    freeze(Plan.objects.get(), reason="แก้ไข")
    stop(monkeypatch, stops_at, reason)
    with pytest.raises(type(reason)):
        write.write(edition.agency_id)
    monkeypatch.undo()
    assert folder.current(edition.agency_id) == before
    assert {name: (before / name).read_bytes() for name in names(before)} == content
    assert write.write(edition.agency_id)
    assert list((folder.of_agency(edition.agency_id) / "sites").iterdir()) == [folder.current(edition.agency_id)]
    assert b"/2566/editions/2/" in site().get("/2566/editions/").body


def stop(monkeypatch, stops_at: int, reason: BaseException) -> None:
    """Stop at the so-many-th file that is written, or at the very moment of the switch."""
    if stops_at < 0:
        monkeypatch.setattr(Path, "replace", lambda *_args: (_ for _ in ()).throw(reason))
        return
    count, write_bytes = iter(range(1, 10_000)), Path.write_bytes

    def stopping(path: Path, content: bytes) -> int:
        if next(count) == stops_at:
            raise reason
        return write_bytes(path, content)

    monkeypatch.setattr(Path, "write_bytes", stopping)


def test_what_is_published_while_a_site_is_written_is_in_the_one_that_is_served(monkeypatch):
    edition = freeze_sample()
    fill, times = write.Writer.write, []

    def overtaken(writer: write.Writer, now: str) -> None:
        fill(writer, now)
        if not times:
            freeze(Plan.objects.get(), reason="แก้ไข")
        times.append(now)

    monkeypatch.setattr(write.Writer, "write", overtaken)
    assert write.write(edition.agency_id)
    assert len(set(times)) == 2
    assert b"/2566/editions/2/" in site().get("/2566/editions/").body


def test_who_is_overtaken_each_time_gives_up_and_leaves_the_old_site(written, monkeypatch):
    edition = freeze_sample()
    before = written(edition.agency)
    freeze(Plan.objects.get(), reason="แก้ไข")
    states = iter("abcdefghijklmnop")
    monkeypatch.setattr(state, "of", lambda _agency: next(states))
    with pytest.raises(write.Overtaken):
        write.write(edition.agency_id)
    assert folder.current(edition.agency_id) == before


def test_each_agency_is_read_at_its_own_host_and_none_at_anothers(written):
    plans = [
        factories.make_year(factories.make_agency(f"อบต.{name}", domain=f"{name}.go.th")) for name in ("one", "two")
    ]
    for plan in plans:
        freeze(plan)
        written(plan.agency)
    for name, other in (("one", "two"), ("two", "one")):
        page = site(f"{name}.go.th").get("/2566/").body.decode()
        assert f"อบต.{name}" in page
        assert f"อบต.{other}" not in page
    assert site("nobody.go.th").get("/2566/").status_code == 404


def test_an_agency_that_moved_is_read_at_its_new_host_alone(written, site_root):
    edition = freeze(factories.make_year(factories.make_agency(domain="old.go.th")))
    written(edition.agency)
    edition.agency.domain = "new.go.th"
    edition.agency.save()
    run_jobs()
    assert {link.name for link in (site_root / "hosts").iterdir()} == {"new.go.th"}
    assert site("old.go.th").get("/2566/")["Location"] == "https://new.go.th/2566/"
    assert 'href="https://new.go.th/2566/"' in site("new.go.th").get("/2566/").body.decode()


def test_an_agency_without_a_host_name_is_read_at_every_name_until_another_publishes(written, site_root):
    agency = freeze(factories.make_year(factories.make_agency())).agency
    written(agency)
    assert {link.name for link in (site_root / "hosts").iterdir()} == {"_"}
    assert site("whatever.go.th").get("/2566/").streaming
    agency.domain = "one.go.th"
    agency.save()
    run_jobs()
    written(freeze(factories.make_year(factories.make_agency("อบต.สอง", domain="two.go.th"))).agency)
    assert {link.name for link in (site_root / "hosts").iterdir()} == {"one.go.th", "two.go.th"}


def test_what_did_not_change_is_not_written_a_second_time(written):
    edition = freeze_sample()
    before = written(edition.agency)
    kept = {name: (before / name).stat().st_ino for name in ("pages/2566/editions/1.pdf", "pages/verify/index.html")}
    freeze(Plan.objects.get(), reason="แก้ไข")
    after = written(edition.agency)
    assert {name: (after / name).stat().st_ino for name in kept} == kept


def test_a_file_of_the_same_size_is_younger_than_the_one_before(written, monkeypatch):
    """Also when both are written within a second, or the clock was set back."""
    edition = freeze_sample()
    before = written(edition.agency) / "pages/2566/index.html"
    size, moment = before.stat().st_size, before.stat().st_mtime + 60
    os.utime(before, (moment, moment))
    monkeypatch.setattr(state, "look", lambda: "another")
    changed = write.sha256_of
    monkeypatch.setattr(write, "sha256_of", lambda content: changed(content + b"!"))
    served = written(edition.agency) / "pages/2566"
    assert (served / "index.html").stat().st_size == size
    for name in ("index.html", "index.html.gz", "index.html.br"):
        assert (served / name).stat().st_mtime == pytest.approx(moment + 1, abs=0.01), name


def test_a_site_of_another_version_of_the_portal_is_not_shown(written, monkeypatch):
    edition = freeze_sample()
    written(edition.agency)
    monkeypatch.setattr(state, "look", lambda: "another")
    assert not state.is_current(edition.agency)
    assert not site().get("/2566/").streaming


def test_a_folder_that_was_deleted_by_hand_is_missed_by_nobody_and_rebuilt(written, site_root, capsys):
    edition = freeze_sample()
    served = written(edition.agency)
    shutil.rmtree(served / "pages" / "2566")
    assert site().get("/2566/").status_code == 200
    call_command("build_site")
    assert "ท่ามะลิ่ง" in capsys.readouterr().out
    assert (folder.current(edition.agency_id) / "pages/2566/index.html").exists()
    shutil.rmtree(site_root)
    assert site().get("/2566/").status_code == 200
    call_command("build_site", "--outdated")
    assert (folder.current(edition.agency_id) / "pages/2566/index.html").exists()


def test_building_anew_takes_nothing_over_from_a_folder_that_somebody_changed(written):
    edition = freeze_sample()
    served = written(edition.agency)
    for name in ("pages/2566/index.html", "pages/2566/editions/1.pdf"):
        (served / name).write_bytes(b"forged")
    call_command("build_site")
    assert naming("forged", folder.current(edition.agency_id)) == []


def test_an_agency_that_does_not_exist_and_a_full_disk_are_said_in_a_line(monkeypatch):
    freeze_sample()
    with pytest.raises(CommandError, match=r"nobody\.go\.th"):
        call_command("build_site", "--agency", "nobody.go.th")
    stop(monkeypatch, 3, OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(CommandError, match="No space left"):
        call_command("build_site")


@pytest.mark.parametrize(
    "path",
    [
        *("/../site.json", "/%2e%2e/site.json", "/..%2fsite.json", "/2566/../../site.json", "/2566//"),
        *(
            "/.git/config",
            "/2566/index.html.gz/",
            "/site.json",
            "/%00",
            "/2566/%00/",
            "/..\\site.json",
            "/2566/plan.pdf/",
        ),
    ],
)
def test_a_path_leads_to_nothing_but_a_page(written, path):
    written(freeze_sample().agency)
    assert site().get(path).status_code == 404


@pytest.mark.parametrize("host", ["..", "../agencies/1", "_", "a_b", ".", "%2e%2e"])
def test_a_host_name_leads_into_no_folder(written, host):
    for name in ("one", "two"):
        written(freeze(factories.make_year(factories.make_agency(f"อบต.{name}", domain=f"{name}.go.th"))).agency)
    assert site(host).get("/2566/").status_code in (400, 404)


def test_the_addresses_of_a_withdrawn_edition_are_written_as_gone(written, django_assert_num_queries):
    plan = factories.make_year()
    first = freeze(plan)
    freeze(plan, reason="แก้ไข")
    withdraw(first, reason="มีเลขประจำตัวประชาชน")
    written(plan.agency)
    for address in ("/2566/editions/1/", "/en/2566/editions/1/", "/2566/editions/1.pdf", "/2566/editions/1.json"):
        with django_assert_num_queries(0):
            answer = site().get(address)
        assert (address, answer.status_code) == (address, 410)
        assert "มีเลขประจำตัวประชาชน" in answer.content.decode()
    for way_out in ("/../pages/2566/", "/2566/../../pages/2566/", "/./2566/editions/1/"):
        assert site().get(way_out).status_code == 404, way_out
    known = [address.path for address in site_addresses(PublishedEditions(plan.agency))]
    assert len(known) == len(set(known))
