#!/usr/bin/env bash
# Writes .env once, for development on this machine; one that is there is never touched.
set -euo pipefail
cd "$(dirname "$0")/.."
[ ! -e .env ] || exit 0

umask 077
mkdir -p var
draft=$(mktemp var/env.XXXXXX)
trap 'rm -f "$draft"' EXIT
cat > "$draft" <<SETTINGS
# Settings of this machine, written once by \`make\` for development. Every name is explained in README.md.
SECRET_KEY=$(.venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(50))')
ALLOWED_HOSTS=127.0.0.1,localhost,.localhost,[::1]
HTTPS=off
BASE_ADDRESS=http://127.0.0.1:${PORT:-8000}
SETTINGS
mv --no-clobber "$draft" .env
