#!/usr/bin/env bash
# Signs in with a wrong password, in turn for an address with an account, for one whose account waits after five wrong tries, and for
# one without an account, and prints the medians as a row of docs/measurements.md. Talks to loopback only. TRIES of each kind.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
publish >&2
port=${MEASURE_PORT:-18091}
tries=${TRIES:-40}
folder=$(mktemp -d)
site=http://localhost:$port
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
# The demo's accounts that have no part here keep the count of each below the five tries that make it wait.
open=(efua kojo ama lan coast palm campus finance finance2 moderator support)
[ "$tries" -le $((4 * ${#open[@]})) ] || { warn "TRIES is at most $((4 * ${#open[@]}))."; exit 1; }

# serve DEMO: starts the server, with or without the demo world behind it.
serve() {
  (cd artifacts/app && PORT=$port DATA=$folder/data ASPNETCORE_ENVIRONMENT=Demo Demo__On=$1 Radio__Listen=false \
    Security__SignInsPerAccount=100000 Security__SignInsPerAddress=100000 Security__RequestsPerMinute=100000 \
    exec dotnet Marketplace.Web.dll >"$folder/log" 2>&1) &
  server=$!
  until curl -fsS "$site/health/ready" >/dev/null 2>&1; do
    kill -0 "$server" 2>/dev/null || { tail -20 "$folder/log" >&2; exit 1; }
    sleep 0.5
  done
}
# try ADDRESS PASSWORD FILE: one sign-in; its seconds are added to FILE, its status is printed.
try() {
  local form token
  rm -f "$folder/jar"
  form=$(curl -fsS -c "$folder/jar" "$site/sign-in")
  token=$(grep -o 'name="__RequestVerificationToken" value="[^"]*"' <<<"$form" | head -1 | sed 's/.*value="//; s/"$//')
  curl -fsS -o "$folder/answer" -b "$folder/jar" -w '%{time_total} %{http_code}\n' "$site/sign-in" -H "Origin: $site" \
    --data-urlencode "_handler=sign-in" --data-urlencode "__RequestVerificationToken=$token" \
    --data-urlencode "Form.Email=$1" --data-urlencode "Form.Password=$2" | tee -a "$folder/$3" | cut -d' ' -f2
}
median() { cut -d' ' -f1 "$folder/$1" | sort -n | awk '{ v[NR] = $1 } END { printf "%.1f", 1000 * (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'; }
apart() { awk "BEGIN { d = $(median "$1") - $(median "$2"); printf \"%.1f\", d < 0 ? -d : d }"; }

serve true
# Its people come before its songs; the last one made is the superadmin.
until [ "$(try admin@demo.example highlife-and-harmattan made)" = 302 ]; do sleep 1; done
kill "$server"; wait "$server" 2>/dev/null || true
serve false
for ((i = 0; i < 8; i++)); do [ "$(try admin@demo.example wrong-so-that-it-waits warm)" = 200 ]; done
[ "$(try admin@demo.example highlife-and-harmattan warm)" = 200 ] || { warn "The account does not wait."; exit 1; }
for ((i = 0; i < tries; i++)); do
  for kind in "open ${open[i % ${#open[@]}]}" "waiting admin" "unknown nobody-$i"; do
    read -r file name <<<"$kind"
    [ "$(try "$name@demo.example" "not the password $RANDOM" "$file")" = 200 ] || { warn "$name was not refused."; exit 1; }
  done
done
printf '| refused sign-in, median of %s each: account · account that waits · no account | %s · %s · %s ms, largest difference %s ms | 50 ms |\n' \
  "$tries" "$(median open)" "$(median waiting)" "$(median unknown)" \
  "$(printf '%s\n' "$(apart open unknown)" "$(apart waiting unknown)" "$(apart open waiting)" | sort -n | tail -1)"
