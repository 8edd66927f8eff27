#!/usr/bin/env bash
# Serves the portal at 127.0.0.1:PORT and does its queued jobs beside; the two begin and end together: serve.sh PORT
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1 server='' worker='' is_asked=no

stop() { kill $server $worker 2>/dev/null || true; }
trap 'is_asked=yes; stop' INT TERM HUP

# Each in a process group of its own: Ctrl-C reaches this script alone, which tells each of them once to stop.
set -m
.venv/bin/python manage.py run_jobs &
worker=$!
.venv/bin/python -m gunicorn --bind "127.0.0.1:$port" &
server=$!

# Asked before both were there to be told.
[ $is_asked = no ] || stop

ended='' result=0
wait -n -p ended || result=$?
if [ $is_asked = no ]; then
    [ "$ended" = $worker ] && what="The worker that does the queued jobs" || what="The server"
    echo "$what has stopped by itself (exit status $result; the reason stands above), so the portal stops as a whole." >&2
    stop
fi
# The worker ends the job that it has begun; a second Ctrl-C breaks it off, and the next worker does it again.
while [ -n "$(jobs -rp)" ]; do wait || true; done
[ $is_asked = yes ]
