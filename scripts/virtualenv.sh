#!/usr/bin/env bash
# Makes .venv hold what a lock file names, every file checked against its hash: virtualenv.sh LOCKFILE
#
# The stamp, written last, keeps the checksum of each lock file that is installed, so that nothing happens a second time.
# While something is being installed the mark .venv/incomplete stands: a .venv found with it is built anew.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
stamp=.venv/installed.sha256
mark=.venv/incomplete

if [ ! -e $mark ] && .venv/bin/python -c '' 2>/dev/null && grep -s " $lock\$" $stamp | sha256sum --check --status 2>/dev/null; then
    exit 0
fi

build_anew() {
    local python
    python=$(scripts/find_python.sh)
    mkdir -p .venv && touch $mark
    find .venv -mindepth 1 -maxdepth 1 ! -name incomplete -exec rm -rf {} +
    "$python" -m venv .venv
}

fresh=no
if [ -e $mark ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    build_anew
    fresh=yes
fi
touch $mark
echo "Installing Python packages from $lock (a minute or two) …"
result=0
scripts/install_lock.sh .venv/bin/python "$lock" || result=$?
if [ $result = 3 ] && [ $fresh = no ]; then
    echo "An older lock left packages behind that do not fit any more (see above); building .venv anew …"
    build_anew
    result=0
    scripts/install_lock.sh .venv/bin/python "$lock" || result=$?
fi
[ $result = 0 ] || exit $result
# The test list contains the other, so it stands for both.
if [ "$lock" = requirements-test.lock ]; then sha256sum requirements.lock requirements-test.lock > $stamp; else sha256sum "$lock" > $stamp; fi
rm $mark
