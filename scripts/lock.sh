#!/usr/bin/env bash
# Writes requirements.lock and requirements-test.lock anew, for every Python from 3.11 on and every Linux machine.
set -euo pipefail
cd "$(dirname "$0")/.."

tool=$(mktemp -d)
trap 'rm -rf "$tool"' EXIT
"$(scripts/find_python.sh)" -m venv "$tool"
"$tool/bin/python" -m pip install --quiet --disable-pip-version-check uv==0.13.9

pin() { # pin LIST LOCKFILE [OPTION…]: from the public index alone, whatever this machine is set up to ask besides
    env -u UV_INDEX -u UV_EXTRA_INDEX_URL -u UV_FIND_LINKS "$tool/bin/uv" pip compile --quiet --no-config --upgrade --universal \
        --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        --output-file "$2" "${@:3}" "$1"
}
pin requirements.txt requirements.lock
pin requirements-test.txt requirements-test.lock --constraint requirements.lock
