#!/usr/bin/env bash
# Sets up what the tests need, checks the code and runs the tests on all cores: all of them on SQLite, and on a throw-away
# PostgreSQL all but those of how a browser draws pages (scripts/with_postgres.sh .venv/bin/python -m pytest runs these, too).
# Nothing of the developer's own data in var/ is read or touched.
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
run=(.venv/bin/python -m pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder)

result=0
echo "── Tests on SQLite"
COVERAGE_FILE="$TMPDIR/coverage" "${run[@]}" --cov --cov-report= || result=$?
# Counting what is covered takes half as long again; the lines are the same on both.
# The server is thrown away with its test databases, so nobody need wait for the last connection to drop them.
echo "── Tests on PostgreSQL"
scripts/with_postgres.sh "${run[@]}" --reuse-db -m "not looks" || result=$?
[ "$result" = 0 ] || exit "$result"

COVERAGE_FILE="$TMPDIR/coverage" .venv/bin/python -m coverage report --fail-under=97
