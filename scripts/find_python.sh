#!/usr/bin/env bash
# Prints the path of a Python that is new enough: the machine's own python3, else the newest beside it.
set -euo pipefail

for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    "$name" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' 2>/dev/null && exit 0
done
echo "Python 3.11 or newer is needed and was not found. Install it (apt-get install python3 python3-venv), or name it: make run PYTHON=/path/to/python3" >&2
exit 1
