#!/usr/bin/env bash
# Runs every test that touches PostgreSQL against the system's PostgreSQL 15, on a throw-away cluster
# that listens on loopback only. Skips, visibly, where it is not installed.
set -euo pipefail
cd "$(dirname "$0")/.."

bin=/usr/lib/postgresql/15/bin
if [ ! -x "$bin/postgres" ]; then
  echo "SKIPPED: PostgreSQL 15 is not installed ($bin); the suite ran on the embedded PostgreSQL only."
  exit 0
fi

dir=$(mktemp -d)
port=${PG15_PORT:-54815}
run() { "$@"; }
if [ "$(id -u)" = 0 ]; then
  chown postgres "$dir"
  run() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
fi
cd "$dir"
trap 'run "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$dir"' EXIT

head -c 24 /dev/urandom | base64 | tr -d '/+=\n' >"$dir/password"
[ "$(id -u)" = 0 ] && chown postgres "$dir/password"
run "$bin/initdb" -D "$dir/data" -U owner --pwfile="$dir/password" -A scram-sha-256 -E UTF8 --locale=C >/dev/null
run "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" \
  -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir -c max_connections=200" start >/dev/null
cd - >/dev/null
echo "PostgreSQL: $("$bin/postgres" --version)"
TEST_DATABASE_URL="postgres://owner:$(cat "$dir/password")@127.0.0.1:$port/postgres" npm run test:database
