#!/usr/bin/env bash
# Kills the real server KILLS times (100) while 16 writers move money over HTTP: ENGINE=sqlite, or postgres (a private one).
# Last line: kills, steps, lost, doubled, imbalance, refused, restart times.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
publish
dotnet build Marketplace.Tests -c Release -v q --nologo >/dev/null
export KILLS=${KILLS:-100} CRASH_REPORT=$PWD/artifacts/crash.txt MARKETPLACE_SERVER=$PWD/artifacts/app/Marketplace.Web.dll
export MARKETPLACE_TEST_ENGINE=${ENGINE:-sqlite}
mkdir -p artifacts
rm -f "$CRASH_REPORT"
code=0
dotnet test Marketplace.Tests -c Release --no-build --nologo --filter FullyQualifiedName~CrashDrillTests || code=$?
[ -f "$CRASH_REPORT" ] && cat "$CRASH_REPORT"
exit "$code"
