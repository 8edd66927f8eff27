#!/usr/bin/env bash
# Prints the path of a Chromium that starts. Ubuntu's chromium-browser may be a mere pointer to a snap, so each is asked for its version.
set -euo pipefail

for name in ${CHROMIUM:-chromium chromium-browser google-chrome google-chrome-stable}; do
    if path=$(command -v "$name") && [[ $("$path" --version 2>/dev/null) == *Chrom* ]]; then
        echo "$path"
        exit 0
    fi
done
exit 1
