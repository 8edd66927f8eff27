"""The units for a server name what there is: programs, commands, users, folders."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = settings.BASE_DIR / "deploy"
UNITS = [DEPLOY / "portal-worker.service", DEPLOY / "portal.service"]
REMINDERS = DEPLOY / "portal-reminders.service"
CHECKOUT = "/opt/portal/"


def options_of(unit: Path) -> dict[str, list[str]]:
    """What a unit says, by the option's name; one may stand there more than once."""
    found = defaultdict(list)
    for name, value in re.findall(r"^(\w+)=(.*)$", unit.read_text(), re.MULTILINE):
        found[name].append(value)
    return found


def test_there_is_one_for_the_server_one_for_the_worker_and_one_for_the_reminders():
    assert sorted(DEPLOY.glob("*.service")) == [REMINDERS, *UNITS]
    commands = {unit.name: options_of(unit)["ExecStart"] for unit in UNITS}
    assert commands == {
        "portal-worker.service": [f"{CHECKOUT}.venv/bin/python manage.py run_jobs"],
        "portal.service": [f"{CHECKOUT}.venv/bin/python -m gunicorn"],
    }
    assert "run_jobs" in get_commands()
    assert all((settings.BASE_DIR / name).exists() for name in ("manage.py", "gunicorn.conf.py"))


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_again_and_may_write_only_what_is_the_portals(unit):
    options = options_of(unit)
    expected = {
        "Restart": "always",
        "NoNewPrivileges": "true",
        "ProtectSystem": "strict",
        "StateDirectory": "portal",
        "ReadWritePaths": f"-{CHECKOUT}var",
        "WorkingDirectory": CHECKOUT.rstrip("/"),
        "User": "portal",
    }
    assert {name: options[name] for name in expected} == {name: [value] for name, value in expected.items()}


def test_the_two_differ_in_what_they_run_and_in_how_long_they_may_take_to_stop():
    one, other = map(options_of, UNITS)
    differing = {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}
    assert differing == {"Description", "ExecStartPre", "ExecStart", "TimeoutStartSec", "TimeoutStopSec"}
    assert other["ExecStartPre"] == [f"{CHECKOUT}.venv/bin/python manage.py build_site --outdated"]
    assert "build_site" in get_commands()


def test_the_reminders_run_once_each_morning_under_the_workers_limits_and_a_missed_one_is_made_up_for():
    own, worker = options_of(REMINDERS), options_of(UNITS[0])
    assert own["ExecStart"] == [f"{CHECKOUT}.venv/bin/python manage.py send_reminders"]
    assert own["Type"] == ["oneshot"]
    left_out = {"Description", "ExecStart", "TimeoutStopSec", "Restart", "RestartSec", "WantedBy"}
    assert {name: own.get(name) for name in worker.keys() - left_out} == {
        name: worker[name] for name in worker.keys() - left_out
    }
    timer = options_of(REMINDERS.with_suffix(".timer"))
    assert (timer["Persistent"], timer["WantedBy"]) == (["true"], ["timers.target"])
    assert "send_reminders" in get_commands()


def test_the_way_in_names_scripts_and_commands_that_there_are():
    manual = (settings.BASE_DIR / "deploy/README.md").read_text()
    scripts = re.findall(r"scripts/\w+\.sh", manual)
    assert scripts
    assert all((settings.BASE_DIR / script).exists() for script in scripts)
    [commands] = re.findall(r"^for command in (.*); do$", manual, re.MULTILINE)
    assert set(re.findall(r"[a-z_]{4,}", commands.replace("--no-input", ""))) <= get_commands().keys()
