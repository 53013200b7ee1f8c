#!/usr/bin/env bash
# Measures the server as it stands: start to first answer (empty folder, then with data), idle memory, weight of the first
# page, chores that are late. Prints the rows of docs/measurements.md. Needs about six minutes; talks to loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
publish >&2
port=${MEASURE_PORT:-18090}
folder=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT

# start [DEMO]: runs the server, with the demo world unless DEMO is false, and prints the seconds until /health/live answered 200.
start() {
  local from now
  from=$(date +%s%N)
  (cd artifacts/app && PORT=$port DATA=$folder/data ASPNETCORE_ENVIRONMENT=Demo Demo__On=${1:-true} \
    exec dotnet Marketplace.Web.dll >"$folder/log" 2>&1) &
  server=$!
  until curl -fsS -o /dev/null "http://127.0.0.1:$port/health/live" 2>/dev/null; do
    kill -0 "$server" 2>/dev/null || { tail -20 "$folder/log" >&2; exit 1; }
    sleep 0.05
  done
  now=$(date +%s%N)
  awk "BEGIN { printf \"%.2f\", ($now - $from) / 1e9 }"
}

stop() { kill "$server"; wait "$server" 2>/dev/null || true; server=; }

memory() { awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status"; }

start_file=$folder/start
mkdir -p "$folder/data"
start >"$start_file"; empty=$(cat "$start_file")
say "Empty folder: first answer after $empty s; letting the demo world settle" >&2
until curl -fsS "http://127.0.0.1:$port/health/ready" >/dev/null 2>&1; do sleep 1; done
sleep "${SETTLE:-120}"
stop
filled=
for _ in 1 2 3; do
  start >"$start_file"; filled="$filled${filled:+, }$(cat "$start_file")"
  [ "$(tr -cd , <<<"$filled" | wc -c)" -eq 2 ] || stop
done
sleep "${IDLE:-90}"
idle=$(memory)
html=$(curl -s --compressed -o /dev/null -w '%{size_download}' "http://127.0.0.1:$port/")
stop
start false >"$start_file"
sleep "${IDLE:-90}"
quiet=$(memory)
stop

printf '| %s | %s |\n' \
  'start, empty folder (migrations, then the demo in the background)' "$empty s" \
  'start, with data, three times' "$filled s" \
  "resident memory ${IDLE:-90} s after the start, demo stations listened to" "$idle MB" \
  "the same data, nothing to listen to" "$quiet MB" \
  'home page, HTML on the wire' "$html bytes"
