#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a throw-away PostgreSQL server: with_postgres.sh COMMAND [ARGUMENT…]
#
# The server listens on a socket in its own private folder only, writes without care for power cuts,
# and is gone with all its data when the command ends, however it ends.
set -euo pipefail
bin=$("$(dirname "$0")/find_postgres.sh")
# Under /tmp, because the path of a socket may have no more than 107 bytes.
cluster=$(mktemp -d /tmp/portal-postgres.XXXXXX)

as_owner=()
if [ "$(id -u)" = 0 ]; then # the server refuses to run as root
    chown postgres: "$cluster"
    as_owner=(runuser -u postgres --)
fi
pg_ctl=("${as_owner[@]}" "$bin/pg_ctl" --silent -D "$cluster/data")

clean_up() {
    "${pg_ctl[@]}" stop --mode=immediate 2>/dev/null || true
    rm -rf "$cluster"
}
trap clean_up EXIT

cd "$cluster"
"${as_owner[@]}" "$bin/initdb" -D "$cluster/data" --username=portal --auth=trust --encoding=UTF8 --no-locale --no-sync >/dev/null
"${pg_ctl[@]}" start --wait --log="$cluster/log" --options="-k $cluster -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
cd "$OLDPWD"

DATABASE_URL="postgres://portal@/$cluster/postgres" "$@"
