#!/usr/bin/env bash
# Checks the code without running it: check.sh [CHECK…], all of them when none is named. Python packages are those of the tests.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/virtualenv.sh requirements-test.lock
python=.venv/bin/python

lint() { $python -m ruff check .; }
format() { $python -m ruff format --check .; }
imports() { .venv/bin/lint-imports --no-logo; }
types() { SECRET_KEY=only-for-the-type-checker $python -m mypy; }
shell() { .venv/bin/shellcheck scripts/*.sh .ci/run; }

[ $# -gt 0 ] || set -- lint format imports types shell
failed=()
for check; do
    echo "── $check"
    "$check" || failed+=("$check")
done
# All of them are run, so that one look shows everything there is to mend.
[ ${#failed[@]} = 0 ] || { echo "Not in order: ${failed[*]}" >&2; exit 1; }
