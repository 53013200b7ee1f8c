#!/usr/bin/env bash
# Builds once and runs every test, then the use-case suite again on PostgreSQL.
# build/test.sh [FILTER] runs only the tests of that filter, on SQLite. Last line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
filter=${1:-}

say "System packages"
build/packages.sh test
needs_dotnet
say "Restoring packages"
dotnet restore Marketplace.sln --locked-mode -v q
say "Building"
dotnet build Marketplace.sln -c Release --no-restore -v q

results=artifacts/tests
rm -rf "$results"
failures=0

# tests NAME [dotnet test arguments]: one run, its results kept as results/NAME.trx.
tests() {
  local name=$1
  shift
  say "Tests: $name"
  dotnet test Marketplace.Tests -c Release --no-build --nologo \
    --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=${VERBOSITY:-minimal}" --results-directory "$results" "$@"
}
# checked NAME COMMAND…: counts a command that failed, and a run that ended without results.
checked() {
  local name=$1
  shift
  "$@" || failures=$((failures + 1))
  [ -f "$results/$name.trx" ] || { warn "The run '$name' ended without results."; failures=$((failures + 1)); }
}

if [ -n "$filter" ]; then
  checked selected tests selected --filter "$filter"
else
  # Listening takes time and little else: the ten-minute programme and the tests that wait for stations run beside the others.
  mkdir -p "$results"
  tests programme --filter Category=Programme >"$results/programme.log" 2>&1 &
  programme=$!
  tests stations --filter Category=RealTime >"$results/stations.log" 2>&1 &
  stations=$!
  checked all tests all --filter 'Category!=Programme&Category!=RealTime&Category!=Measured'
  MARKETPLACE_TEST_ENGINE=postgres checked postgres tests postgres --filter Suite=UseCases
  say "Waiting for the stations"
  checked stations wait "$stations"
  cat "$results/stations.log"
  checked programme wait "$programme"
  cat "$results/programme.log"
fi

# count OUTCOME: how many results of all runs ended so.
count() { cat "$results"/*.trx 2>/dev/null | grep -oE "<UnitTestResult [^>]* outcome=\"$1\"" | wc -l || true; }
passed=$(count Passed)
failed=$(count Failed)
skipped=$(count NotExecuted)
if [ "$failures" -gt 0 ] && [ "$failed" -eq 0 ]; then failed=$failures; fi # A run that crashed is a failure too.
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failures" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
