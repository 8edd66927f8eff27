#!/usr/bin/env bash
# Says in one line when the portal cannot be served at 127.0.0.1:PORT, before anything else is done: check_port.sh PORT
set -euo pipefail
cd "$(dirname "$0")/.."
port=$1

if [[ ! $port =~ ^[0-9]{1,5}$ ]] || ((10#$port < 1 || 10#$port > 65535)); then
    echo "PORT=$port is not a port: a number from 1 to 65535 is needed, for example: make run PORT=8001" >&2
    exit 1
fi
python=$(scripts/find_python.sh)
if ! reason=$("$python" - "$port" <<'BIND'
import socket, sys
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", int(sys.argv[1])))
    except OSError as error:
        sys.exit(print(error.strerror) or 1)
BIND
); then
    echo "Port $port cannot be used ($reason). Is the portal running already? Another port: make run PORT=8001" >&2
    exit 1
fi
