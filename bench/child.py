"""Runs a command as a process of its own and prints status, seconds and kilobytes at its peak: child.py COMMAND…

A process starts its life as a copy of the one that starts it, and what that one held counts as the newcomer's peak.
So the bench, in which all of Django lies, has this small program start what it measures.
"""

import os
import sys
import time

quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=quiet)
_pid, status, usage = os.wait4(child, 0)
print(os.waitstatus_to_exitcode(status), time.perf_counter() - start, usage.ru_maxrss)
