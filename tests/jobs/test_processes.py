"""Whether a worker still runs is known of this machine's, and only of these."""

import os
import subprocess

import pytest

from jobs.processes import _start_of, is_gone, this_process


def test_who_runs_is_not_gone():
    assert not is_gone(str(this_process()))


# What differs from this process, and whether the other one surely runs no more.
OTHERS = {
    "a process before the last start of the machine": ({"boot": "before"}, True),
    "one whose number belongs to another now": ({"started": "1"}, True),
    "one whose number belongs to nobody": ({"pid": "999999999"}, True),
    "one of another machine": ({"host": "elsewhere", "boot": "its own", "pid": "999999999"}, False),
    "one of another container": ({"namespace": "1", "pid": "999999999"}, False),
}


@pytest.mark.parametrize("other", OTHERS)
def test_only_what_surely_runs_no_more_is_gone(other):
    difference, expected = OTHERS[other]
    assert is_gone(str(this_process()._replace(**difference))) is expected


def test_a_name_that_this_version_did_not_give_says_nothing():
    assert not is_gone("kPzT8wQv")


def test_a_process_that_was_killed_and_that_nobody_has_buried_is_gone():
    with subprocess.Popen(["sleep", "600"]) as sleeper:
        process = this_process()._replace(pid=str(sleeper.pid), started=_start_of(str(sleeper.pid)))
        assert not is_gone(str(process))
        sleeper.kill()
        # Waits until it is dead and leaves it unburied.
        os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
        assert is_gone(str(process))
