#!/usr/bin/env bash
# Sets up what the tests need, checks the code and runs all tests twice, side by side: on SQLite and on a throw-away PostgreSQL.
# Nothing of the developer's own data in var/ is read or touched.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/system_packages.sh test
scripts/check.sh
CHROMIUM=$(scripts/find_chromium.sh)
export CHROMIUM

scratch=$(mktemp -d)
run_on() { # run_on DATABASE [COMMAND…]: the whole suite, with a coverage file of its own
    COVERAGE_FILE="$scratch/coverage.$1" TMPDIR="$scratch" "${@:2}" .venv/bin/python -m pytest --cov --cov-report= -o cache_dir="$scratch/cache.$1"
}

# A process group of its own (set -m), so that all of it can be ended when this script is.
# The server is thrown away with its test database, so pytest need not wait for the last connection to drop it.
set -m
PYTEST_ADDOPTS="--reuse-db ${PYTEST_ADDOPTS-}" run_on postgresql scripts/with_postgres.sh </dev/null >"$scratch/postgresql.log" 2>&1 &
postgresql=$!
set +m
trap 'kill -- "-$postgresql" 2>/dev/null || true; wait "$postgresql" || true; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

result=0
echo "── Tests on SQLite"
run_on sqlite || result=$?
echo "── Tests on PostgreSQL"
wait "$postgresql" || result=$?
cat "$scratch/postgresql.log"
[ "$result" = 0 ] || exit "$result"

.venv/bin/python -m coverage combine --quiet "$scratch"/coverage.*
.venv/bin/python -m coverage report --fail-under=97
