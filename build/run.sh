#!/usr/bin/env bash
# Builds what changed and starts the server with the demo world: PORT=8080 DATA=data build/run.sh
# Other settings come from the environment, see .env.example; a file .env beside this folder is read if it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
[ -f .env ] && { set -a; source .env; set +a; }

say "System packages"
build/packages.sh run || warn "Some system packages could not be installed; the health page will name what is missing."
publish

port=${PORT:-8080}
export DATA=${DATA:-data}
export ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Demo}
if [ "$ASPNETCORE_ENVIRONMENT" = Demo ]; then export Demo__On=${Demo__On:-true}; fi
# Chromium refuses its sandbox to root, and a demonstration may well run as root.
[ "$(id -u)" -ne 0 ] || export Pdf__NoSandbox=${Pdf__NoSandbox:-true}
# One server alone: with a name that stays, it takes its stations back at once after a hard stop.
export Radio__Node=${Radio__Node:-alone}
export LogFile__Console=${LogFile__Console:-Text}
mkdir -p "$DATA"
DATA=$(cd "$DATA" && pwd)
say "Starting on http://localhost:$port (data in $DATA); stop with Ctrl-C"
cd artifacts/app
PORT=$port exec dotnet Marketplace.Web.dll "$@"
