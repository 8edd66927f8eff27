"""The lock files alone decide what is installed: they name everything, and a newer release changes nothing."""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import venv
import zipfile
from collections.abc import Iterator
from importlib import metadata  # noqa: TID251 - it reads what is installed and imports nothing
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

# Each lock and the lists that it is made of.
LISTS = {
    "requirements.lock": ["requirements.txt"],
    "requirements-test.lock": ["requirements.txt", "requirements-test.txt"],
}
NEWER = "9999"


def requirements(file: str) -> list[Requirement]:
    """What a list or a lock names, without the hashes; of the lists that a list includes nothing."""
    text = (settings.BASE_DIR / file).read_text()
    lines = [re.split(r"[#\\]|\s--hash", line)[0].strip() for line in text.splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def holds(requirement: Requirement, extras: set[str]) -> bool:
    """Whether this machine needs it, when the package that asks for it was itself asked for with `extras`."""
    return requirement.marker is None or any(requirement.marker.evaluate({"extra": name}) for name in {"", *extras})


def locked(lock: str) -> dict[str, str]:
    """Name and version of every package that a lock gives this machine."""
    here = [requirement for requirement in requirements(lock) if holds(requirement, set())]
    return {canonicalize_name(requirement.name): str(requirement.specifier).removeprefix("==") for requirement in here}


def wanted(*lists: str) -> Iterator[Requirement]:
    """Everything that the lists lead to on this machine, as the packages themselves declare it."""
    waiting, seen = [requirement for file in lists for requirement in requirements(file)], set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) not in seen:
            seen.add(str(requirement))
            yield requirement
            declared = [Requirement(line) for line in metadata.requires(requirement.name) or []]
            waiting += [dependency for dependency in declared if holds(dependency, requirement.extras)]


def stand_in(folder: Path, name: str, version: str) -> str:
    """Write a wheel with nothing in it but the real package's name and dependencies; return its hash."""
    stem = f"{name.replace('-', '_')}-{version}"
    real = metadata.metadata(name)
    headings = ["Requires-Dist", "Provides-Extra"]
    about = [f"{heading}: {value}" for heading in headings for value in real.get_all(heading) or []]
    files = {
        "METADATA": "\n".join(["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", *about, ""]),
        "WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{stem}.dist-info/{file},{record_hash(text)},{len(text)}\n" for file, text in files.items())
    wheel = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for file, text in {**files, "RECORD": record + f"{stem}.dist-info/RECORD,,\n"}.items():
            archive.writestr(f"{stem}.dist-info/{file}", text)
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def record_hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def lock_of_stand_ins(folder: Path, lock: str) -> Path:
    """Offer a stand-in of every package in the version of the lock and in a newer one; return a lock of the former."""
    hashes = {}
    for name, version in locked(lock).items():
        hashes[name] = stand_in(folder, name, version)
        stand_in(folder, name, NEWER)
    elsewhere = "0" * 64  # what another machine needs is named here too, and never asked for
    copy = folder / lock
    copy.write_text(
        "\n".join(
            f"{line} --hash=sha256:{hashes.get(canonicalize_name(line.name), elsewhere)}" for line in requirements(lock)
        )
    )
    return copy


def installed(python: Path) -> dict[str, str]:
    listing = "import importlib.metadata as m\nfor found in m.distributions(): print(found.name, found.version)"
    lines = subprocess.run([python, "-c", listing], check=True, capture_output=True, text=True).stdout.splitlines()
    return dict(line.split() for line in lines)


def install(lock: Path, python: Path) -> subprocess.CompletedProcess:
    """Install as `make` does, from the files beside the lock alone."""
    offer = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(lock.parent), "PIP_CONFIG_FILE": os.devnull}
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    command = [settings.BASE_DIR / "scripts/install_lock.sh", python, lock]
    return subprocess.run(command, env=surroundings | offer, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """An environment in which nothing is installed yet; making one takes seconds, copying it does not."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    return folder


@pytest.fixture
def python(empty, tmp_path) -> Path:
    """The Python of an empty environment of the test's own."""
    shutil.copytree(empty, tmp_path / "venv", symlinks=True)
    return tmp_path / "venv/bin/python"


@pytest.mark.parametrize("lock", LISTS)
def test_a_newer_release_of_anything_is_not_taken(lock, python, tmp_path):
    before = installed(python)
    run = install(lock_of_stand_ins(tmp_path, lock), python)
    assert run.returncode == 0, run.stderr
    assert {name: version for name, version in installed(python).items() if name not in before} == locked(lock)


def test_a_lock_that_misses_something_is_refused(python, tmp_path):
    lock = tmp_path / "requirements.lock"
    lock.write_text(f"slipcover==1.0 --hash=sha256:{stand_in(tmp_path, 'slipcover', '1.0')}")
    run = install(lock, python)
    assert run.returncode == 3
    assert "slipcover 1.0 requires tabulate, which is not installed." in run.stderr


@pytest.mark.parametrize("lock", LISTS)
def test_a_lock_names_all_that_its_list_leads_to_and_nothing_else(lock):
    needed = {}
    for requirement in wanted(*LISTS[lock]):
        needed.setdefault(canonicalize_name(requirement.name), []).append(requirement.specifier)
    versions = locked(lock)
    assert set(versions) == set(needed)
    assert {
        name: versions[name] for name, limits in needed.items() for limit in limits if versions[name] not in limit
    } == {}


def test_what_is_tested_is_what_the_lock_names():
    versions = {name: Version(version) for name, version in locked("requirements-test.lock").items()}
    assert {name: Version(metadata.version(name)) for name in versions} == versions


def test_the_lock_of_the_tests_holds_the_portal_in_the_same_versions():
    assert locked("requirements.lock").items() <= locked("requirements-test.lock").items()
