#!/usr/bin/env bash
# Sets up what the tests need and runs them all twice: on SQLite, then on a throw-away PostgreSQL.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/system_packages.sh test
scripts/virtualenv.sh requirements-test.lock
CHROMIUM=$(scripts/find_chromium.sh)
export CHROMIUM

.venv/bin/python -m coverage erase
echo "── Tests on SQLite"
.venv/bin/python -m pytest --cov --cov-report=
echo "── Tests on PostgreSQL"
scripts/with_postgres.sh .venv/bin/python -m pytest --cov --cov-append --cov-report=
.venv/bin/python -m coverage report
