#!/usr/bin/env bash
# Signs in with a wrong password, in turn for an address that has an account and for one that has none, and prints the medians of
# both as a row of docs/measurements.md. Talks to loopback only. TRIES pairs of tries, the known ones by the accounts of the demo.
# ACCOUNTS names a data folder that holds the demo already, and saves the wait for it.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
publish >&2
port=${PORT:-18091}
tries=${TRIES:-100}
folder=$(mktemp -d)
data=${ACCOUNTS:-$folder/data}
demo=$([ -n "${ACCOUNTS:-}" ] && echo false || echo true)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$folder"' EXIT
(cd artifacts/app && PORT=$port DATA=$data ASPNETCORE_ENVIRONMENT=Demo Demo__On=$demo Radio__Listen=false \
  Security__SignInsPerAccount=100000 Security__SignInsPerAddress=100000 Security__RequestsPerMinute=100000 \
  exec dotnet Marketplace.Web.dll >"$folder/log" 2>&1) &
server=$!
until curl -fsS "http://localhost:$port/health/ready" >/dev/null 2>&1; do
  kill -0 "$server" 2>/dev/null || { tail -20 "$folder/log" >&2; exit 1; }
  sleep 1
done
[ -n "${ACCOUNTS:-}" ] || sleep "${SETTLE:-120}" # The demo world makes its accounts and songs meanwhile.

# try ADDRESS FILE: one refused sign-in; its seconds are added to FILE.
try() {
  local form token
  rm -f "$folder/jar"
  form=$(curl -fsS -c "$folder/jar" "http://localhost:$port/sign-in")
  token=$(grep -o 'name="__RequestVerificationToken" value="[^"]*"' <<<"$form" | head -1 | sed 's/.*value="//; s/"$//')
  curl -fsS -o "$folder/answer" -b "$folder/jar" -w '%{time_total}\n' "http://localhost:$port/sign-in" -H "Origin: http://localhost:$port" \
    --data-urlencode "_handler=sign-in" --data-urlencode "__RequestVerificationToken=$token" \
    --data-urlencode "Form.Email=$1" --data-urlencode "Form.Password=not the password $RANDOM" >>"$folder/$2"
}
median() { sort -n "$folder/$1" | awk '{ v[NR] = $1 } END { printf "%.1f", 1000 * (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) }'; }

try coast@demo.example warm; try nobody@demo.example warm
known=(efua kojo ama lan coast palm campus finance finance2 moderator support admin)
for ((i = 0; i < tries; i++)); do
  # The first five tries of an account compare its own password; later ones wait, which must not show either.
  try "${known[i % ${#known[@]}]}@demo.example" known
  try "nobody-$i@demo.example" unknown
done
printf '| refused sign-in, median of %s, address with an account · without one · difference | %s ms · %s ms · %s ms |\n' \
  "$tries" "$(median known)" "$(median unknown)" "$(awk "BEGIN { printf \"%.1f\", $(median known) - $(median unknown) }")"
