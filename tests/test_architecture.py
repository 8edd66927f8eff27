"""The house in order: imports run upward only, one module knows each outside tool, migrations are in step."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOMS = ["thai", "agencies", "assessments", "measures", "publications", "ita_portal"]
# Which modules may know an outside tool, as path prefixes.
TOOLS = {
    "weasyprint": ("publications/pdf/",),
    "fontTools": ("publications/pdf/",),
    "import_export": ("assessments/resources/",),
    "tablib": ("assessments/resources/",),
    "openpyxl": ("publications/opendata.py", "assessments/spreadsheets/workbook.py"),
    "simple_history": ("agencies/history.py", "assessments/migrations/", "measures/migrations/"),
    "tqdm": ("assessments/management/commands/import_national.py",),
    "rfc8785": ("publications/document.py",),
}


def modules(room: str) -> list[Path]:
    return sorted((settings.BASE_DIR / room).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports anywhere in it."""
    tree = ast.parse(path.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level and node.module
    }
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_rooms_below_it(room):
    above = set(ROOMS[ROOMS.index(room) + 1 :])
    offenders = {str(path.relative_to(settings.BASE_DIR)): above & imported(path) for path in modules(room)}
    assert {path: names for path, names in offenders.items() if names} == {}


def test_the_rooms_are_seen_to_import_each_other():
    assert "measures" in imported(settings.BASE_DIR / "publications" / "reading.py")


@pytest.mark.parametrize("tool", TOOLS)
def test_only_its_own_module_knows_an_outside_tool(tool):
    knowing = {
        str(path.relative_to(settings.BASE_DIR)) for room in ROOMS for path in modules(room) if tool in imported(path)
    }
    assert {path for path in knowing if not path.startswith(TOOLS[tool])} == set()


def test_no_public_module_reads_the_tables_of_the_staff():
    public = ["views", "urls", "forms", "shelf", "opendata", "pages", "files", "years", "freshness", "verification"]
    reading = {
        name: imported(settings.BASE_DIR / "publications" / f"{name}.py") & {"assessments", "measures"}
        for name in public
    }
    assert reading == {name: set() for name in public}


# The tags of the citizens' templates, and the one module of the staff's rooms they may use: it only computes.
PUBLIC_TAGS = ["body.py", "charts.py", "coverage.py", "document.py", "pages.py"]
PURE = {"measures/coverage.py"}


def _names_of_staffs_modules(path: Path) -> set[str]:
    nodes = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    named |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {f"{name.replace('.', '/')}.py" for name in named if name.split(".")[0] in ("assessments", "measures")}


def test_the_tags_of_public_templates_use_of_the_staffs_rooms_only_what_computes():
    used = {
        name: _names_of_staffs_modules(settings.BASE_DIR / "publications/templatetags" / name) for name in PUBLIC_TAGS
    }
    assert used == {name: PURE if name == "coverage.py" else set() for name in PUBLIC_TAGS}


@pytest.mark.parametrize("module", sorted(PURE))
def test_what_only_computes_knows_no_table(module):
    path = settings.BASE_DIR / module
    assert imported(path) & {"django", "agencies", "assessments", "measures"} == set()
    assert not [
        node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom) and node.level
    ]


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
