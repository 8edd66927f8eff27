#!/usr/bin/env bash
# Installs what a lock file names, and nothing else: install_lock.sh PYTHON LOCKFILE
#
# Nothing is left for pip to decide. Were it allowed to look for dependencies, it would take the newest release of a package
# that another one wants with an extra (fonttools[woff]) and stop, because the lock has no hash of that one.
# Nor is anything built here: what a build needs would come unpinned. Ends with 3 when what is installed does not fit together.
set -euo pipefail
python=$1 lock=$2

"$python" -m pip install --quiet --no-input --disable-pip-version-check \
    --no-deps --require-hashes --only-binary :all: --requirement "$lock"
# The lock is whole when nothing that was installed misses anything.
problems=$("$python" -m pip check --disable-pip-version-check) || {
    echo "$problems" >&2
    exit 3
}
