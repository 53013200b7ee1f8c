#!/usr/bin/env bash
# Measures money steps on SQLite and on a private PostgreSQL with full durability: build/measure-money.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
seconds=${1:-10}
needs_dotnet
dotnet build Marketplace.Benchmarks -c Release -v q --nologo >/dev/null
work=$(mktemp -d "${MONEY_DATA:-$PWD/artifacts}/money.XXXXXX" 2>/dev/null || mktemp -d)
run=Marketplace.Benchmarks/bin/Release/net10.0/Marketplace.Benchmarks.dll
binaries=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
port=$((5400 + RANDOM % 20))
as_postgres=()
if [ "$(id -un)" = root ]; then
  chmod 755 "$work"
  as_postgres=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  install -d -o postgres "$work/pg"
else mkdir "$work/pg"; fi
stop() {
  (cd / && "${as_postgres[@]}" "$binaries/pg_ctl" -D "$work/pg/data" -m immediate stop >/dev/null 2>&1) || true
  rm -rf "$work"
}
trap stop EXIT
echo "| what | rate at 16 writers | times | CPU | |"
echo "|---|---|---|---|---|"
dotnet "$run" money "$work/money.db" "$seconds"
(cd / && "${as_postgres[@]}" "$binaries/initdb" -D "$work/pg/data" -U test -A trust -E UTF8 >/dev/null)
(cd / && "${as_postgres[@]}" "$binaries/pg_ctl" -D "$work/pg/data" -w -l "$work/pg/log" \
  -o "-p $port -k $work/pg -c listen_addresses=127.0.0.1 -c fsync=on -c synchronous_commit=on" start >/dev/null)
# The engine stands on this machine, so its socket is the way to it.
dotnet "$run" money "Host=$work/pg;Port=$port;Username=test;Database=postgres;Maximum Pool Size=40" "$seconds"
