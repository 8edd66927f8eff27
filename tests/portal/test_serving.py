"""The server and the worker of `make run` begin and end together; in their place stands a program that only waits."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

# Long enough for a machine that has much else to do; a test that passes waits for what it needs and no longer.
PATIENCE = 60
# Says in a file of its name (manage.py, gunicorn) which process it is, and each time that it is told to stop.
PROGRAM = """#!/usr/bin/env bash
[ "$1" = -m ] && name=$2 || name=$1
trap 'echo stopped >> "$name.told"; exit 0' TERM
echo $$ > "$name.draft"
mv "$name.draft" "$name.pid"
while true; do sleep 0.1; done
"""


@contextmanager
def not_ignoring(*signals: signal.Signals):
    """Let a program hear these: one that is begun in the background would inherit that they are ignored."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@pytest.fixture
def portal(tmp_path):
    """The script that serves, with both programs running, in a session as a terminal begins one."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(settings.BASE_DIR / "scripts/serve.sh", tmp_path / "scripts")
    program = tmp_path / ".venv/bin/python"
    program.parent.mkdir(parents=True)
    program.write_text(PROGRAM)
    program.chmod(0o755)
    command = [tmp_path / "scripts/serve.sh", "8000"]
    with not_ignoring(signal.SIGINT, signal.SIGHUP):
        process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, text=True)
    with process:
        try:
            pids(tmp_path)
            yield process
        finally:
            process.kill()
            for pid in pids(tmp_path):
                if runs(pid):
                    os.kill(pid, signal.SIGKILL)


def pids(folder: Path) -> list[int]:
    """The processes of the worker and of the server."""
    files = [folder / "manage.py.pid", folder / "gunicorn.pid"]
    end = time.monotonic() + PATIENCE
    while not all(file.exists() for file in files):
        assert time.monotonic() < end, "The server or the worker was never started."
        time.sleep(0.05)
    return [int(file.read_text()) for file in files]


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_stops_the_portal_stops_both_and_tells_each_of_them_once(portal, tmp_path, sent):
    os.killpg(portal.pid, sent)
    _, said = portal.communicate(timeout=PATIENCE)
    assert (portal.returncode, said) == (0, "")
    assert [runs(pid) for pid in pids(tmp_path)] == [False, False]
    assert [(tmp_path / f"{name}.told").read_text() for name in ("manage.py", "gunicorn")] == ["stopped\n"] * 2


@pytest.mark.parametrize(("place", "name"), [(0, "The worker that does the queued jobs"), (1, "The server")])
def test_when_one_of_them_dies_the_other_is_stopped_and_a_sentence_says_which(portal, tmp_path, place, name):
    both = pids(tmp_path)
    os.kill(both[place], signal.SIGKILL)
    _, said = portal.communicate(timeout=PATIENCE)
    assert portal.returncode == 1
    assert f"{name} has stopped by itself (exit status 137" in said
    assert [runs(pid) for pid in both] == [False, False]
