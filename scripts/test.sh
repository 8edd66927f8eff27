#!/usr/bin/env bash
# Sets up what the tests need, checks the code and runs the tests on all cores: all of them on SQLite, and on a throw-away
# PostgreSQL those that ask a database, but not how a browser draws pages (scripts/with_postgres.sh .venv/bin/python -m pytest
# runs all of them there). Nothing of the developer's own data in var/ is read or touched.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/system_packages.sh test
scripts/check.sh
CHROMIUM=$(scripts/find_chromium.sh)
export CHROMIUM

# All that the tests leave behind, also when they are interrupted.
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
# A file stays with one worker, so that what its tests share is set up once; tests/conftest.py says which come first.
run=(-m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder)

result=0
echo "── Tests on SQLite"
.venv/bin/python -W "ignore:Unable to activate pytest" -m slipcover --json --out "$TMPDIR/coverage.json" "${run[@]}" || result=$?
# The server is thrown away with its test databases, so nobody need wait for the last connection to drop them.
echo "── Tests on PostgreSQL"
scripts/with_postgres.sh .venv/bin/python "${run[@]}" --reuse-db -m "database and not looks" || result=$?
[ "$result" = 0 ] || exit "$result"

echo "── Lines and branches that the tests pass"
.venv/bin/python -m slipcover --skip-covered --fail-under 97 --out "$TMPDIR/covered.json" --json --merge "$TMPDIR/coverage.json"
