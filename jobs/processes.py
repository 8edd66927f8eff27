"""Which process a worker is: a name that another one on the same machine can hold against what runs there now."""

import os
import socket
from pathlib import Path
from typing import NamedTuple

PROCESSES = Path("/proc")
BOOT = PROCESSES / "sys/kernel/random/boot_id"


class Process(NamedTuple):
    """A process, and no later one that a machine gives the same number."""

    host: str
    boot: str
    # Processes of another container have numbers of their own, which say nothing here.
    namespace: str
    pid: str
    started: str

    def __str__(self) -> str:
        return "/".join(self)


def this_process() -> Process:
    """The process that asks."""
    boot = BOOT.read_text().strip()
    namespace = str((PROCESSES / "self/ns/pid").stat().st_ino)
    pid = str(os.getpid())
    return Process(socket.gethostname(), boot, namespace, pid, _start_of(pid) or "")


def is_gone(name: str) -> bool:
    """Whether the process of this name surely runs no more; of another machine's nothing is sure."""
    here = this_process()
    parts = name.split("/")
    if len(parts) != len(here):
        return False
    process = Process(*parts)
    if process.host != here.host:
        return False
    if process.boot != here.boot:
        return True
    return process.namespace == here.namespace and process.started != _start_of(process.pid)


def _start_of(pid: str) -> str | None:
    """When a process began, in ticks since the machine did; None when there is none, or only its remains."""
    try:
        told = (PROCESSES / pid / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # "pid (name) state …": the name may hold anything, brackets too. proc_pid_stat(5) counts the start as the 22nd.
    state, *others = told.rpartition(")")[2].split()
    return None if state in "ZX" else others[18]
