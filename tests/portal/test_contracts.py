"""The contracts of imports (pyproject.toml) see what they are for: tried on a copy of the house with a leak in it."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

CONTRACTS = settings.BASE_DIR / "pyproject.toml"
ROOMS = tomllib.loads(CONTRACTS.read_text(encoding="utf-8"))["tool"]["importlinter"]["root_packages"]

# Ways in which a public module could come by more than editions.
LEAKS = {
    "absolutely": "from publications.document import builder",
    "relatively": "from ..document import builder",
    "by a name in it": "from ..document.builder import build_document",
    "over a module in between": "from .. import between",
    "publishing, relatively": "from .. import publishing",
    "the staff's tables": "from measures.models import Plan",
}


@pytest.fixture
def house(tmp_path) -> Path:
    """The house's modules and contracts, to be changed at will."""
    for room in ROOMS:
        shutil.copytree(settings.BASE_DIR / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CONTRACTS, tmp_path)
    return tmp_path


def judged(house: Path, contract: str) -> subprocess.CompletedProcess:
    linter = Path(sys.executable).with_name("lint-imports")
    command = [str(linter), "--no-cache", "--contract", contract]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def test_the_copy_keeps_the_contract(house):
    answer = judged(house, "editions-only")
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("leak", LEAKS)
def test_a_public_module_that_reads_more_than_editions_breaks_the_contract(house, leak):
    (house / "publications/between.py").write_text("from .document import builder\n")
    (house / "publications/public/leak.py").write_text(f"{LEAKS[leak]}\n")
    answer = judged(house, "editions-only")
    assert answer.returncode == 1
    assert "publications.public.leak" in answer.stdout


@pytest.mark.parametrize("table", ["from measures.models import Round", "from .models import Round"])
def test_the_kinds_know_no_tables(house, table):
    with (house / "measures/kinds.py").open("a", encoding="utf-8") as file:
        file.write(f"{table}\n")
    answer = judged(house, "pure")
    assert answer.returncode == 1
    assert "measures.kinds" in answer.stdout
