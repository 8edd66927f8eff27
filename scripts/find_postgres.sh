#!/usr/bin/env bash
# Prints the folder of PostgreSQL's server programs; Debian keeps them off the PATH, the newest version last.
set -euo pipefail

for initdb in $(printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort --version-sort --reverse) "$(command -v initdb || true)"; do
    if [ -x "$initdb" ]; then
        dirname "$initdb"
        exit 0
    fi
done
exit 1
