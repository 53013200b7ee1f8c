#!/usr/bin/env bash
# Measures the first page on a slow line with a slow processor, on the server as it is published. Prints rows of docs/measurements.md.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
publish >&2
port=${MEASURE_PORT:-18092}
folder=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
(cd artifacts/app && PORT=$port DATA=$folder/data ASPNETCORE_ENVIRONMENT=Demo Demo__On=false \
  exec dotnet Marketplace.Web.dll >"$folder/log" 2>&1) &
server=$!
until curl -fsS "http://localhost:$port/health/ready" >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { tail -20 "$folder/log" >&2; exit 1; }
  sleep 1
done
ADDRESS=http://localhost:$port VERBOSITY=detailed build/test.sh 'FullyQualifiedName~SlowLineTests'
