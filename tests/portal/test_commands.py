"""The two commands: what they refuse, and what they leave alone the second time."""

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from scripts import set_up

ROOT = Path(django_settings.BASE_DIR)


def said_by(*command, cwd=ROOT):
    """Run a command that must fail and return the lines it says."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode != 0
    assert done.stdout == ""
    return done.stderr.splitlines()


@pytest.fixture
def installation(tmp_path):
    """Return a folder that holds the scripts and an environment, and no settings yet."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def test_make_alone_lists_every_target():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE)[1].split()
    assert re.findall(r"^  make (\w+)", listed, re.MULTILINE) == targets


@pytest.mark.parametrize("port", ["", "abc", "0", "65536", "80 80", "-1"])
def test_what_is_no_port_is_said_in_one_line(port):
    (line,) = said_by("scripts/check_port.sh", port)
    assert line.startswith(f"PORT={port} is not a port")


def test_a_port_in_use_is_said_in_one_line_and_a_free_one_is_not():
    with socket.socket() as occupant:
        occupant.bind(("127.0.0.1", 0))
        occupant.listen()
        port = str(occupant.getsockname()[1])
        (line,) = said_by("scripts/check_port.sh", port)
    assert line.startswith(f"Port {port} cannot be used")
    subprocess.run(["scripts/check_port.sh", port], cwd=ROOT, check=True)


def test_a_missing_python_is_said_in_one_line():
    (line,) = said_by("env", "PYTHON=no-such-python", "scripts/find_python.sh")
    assert "Python 3.11 or newer is needed" in line


def test_settings_are_written_once_for_their_owner_alone(installation):
    script, written = installation / "scripts" / "dotenv.sh", installation / ".env"
    subprocess.run([script], check=True)
    first = written.read_text()
    subprocess.run([script], check=True)
    assert written.stat().st_mode & 0o777 == 0o600
    assert written.read_text() == first
    assert len(re.search(r"^SECRET_KEY=(.*)$", first, re.MULTILINE)[1]) >= 50


def test_every_installation_has_a_secret_key_of_its_own(installation):
    script, written = installation / "scripts" / "dotenv.sh", installation / ".env"
    subprocess.run([script], check=True)
    first = written.read_text()
    written.unlink()
    subprocess.run([script], check=True)
    assert written.read_text() != first


def test_the_tests_overrule_every_setting_that_the_environment_gives():
    named = set(re.findall(r'\benv\.\w+\(\s*"([A-Z_]+)"', (ROOT / "ita_portal" / "settings.py").read_text()))
    assert "SECRET_KEY" in named
    assert named <= set(os.environ)


@pytest.mark.parametrize("list_name", ["requirements", "requirements-test"])
def test_every_requirement_is_locked_with_hashes_and_without_the_address_of_an_index(list_name):
    asked = set(re.findall(r"^([\w.-]+)(?:\[\w+\])?==(\S+)", (ROOT / f"{list_name}.txt").read_text(), re.MULTILINE))
    lock = (ROOT / f"{list_name}.lock").read_text()
    locked = set(re.findall(r"^([\w.-]+)==(\S+)(?: ; .*)? \\\n    --hash=sha256:", lock, re.MULTILINE))
    assert {(name.lower(), version) for name, version in asked} <= locked
    assert re.findall(r"https?://|index-url|find-links", lock) == []


@pytest.fixture
def static_root(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "ours"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "page.txt").write_text("one")
    set_up.collect_static_files()
    return settings.STATIC_ROOT


def test_static_files_are_collected_once(static_root):
    before = (static_root / "staticfiles.json").stat().st_mtime_ns
    set_up.collect_static_files()
    assert (static_root / "staticfiles.json").stat().st_mtime_ns == before


def test_a_changed_static_file_is_collected_again(static_root):
    (static_root.parent / "ours" / "page.txt").write_text("another")
    set_up.collect_static_files()
    assert (static_root / "page.txt").read_text() == "another"


def test_half_a_static_file_of_an_interrupted_run_is_replaced(static_root):
    (static_root / "page.txt").write_text("o")
    static_root.with_suffix(".stamp").unlink()  # written last
    set_up.collect_static_files()
    assert (static_root / "page.txt").read_text() == "one"
