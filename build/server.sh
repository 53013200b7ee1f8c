#!/usr/bin/env bash
# Runs one command of the server and ends: build/server.sh --migrate | --backup FILE | --restore FILE
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
[ -f .env ] && { set -a; source .env; set +a; }
publish >&2
export DATA=${DATA:-data} ASPNETCORE_ENVIRONMENT=${ASPNETCORE_ENVIRONMENT:-Demo} LogFile__Console=${LogFile__Console:-Text}
mkdir -p "$DATA"
DATA=$(cd "$DATA" && pwd)
here=$PWD
arguments=()
for argument in "$@"; do
  # Names of files are meant from where the person stands.
  case $argument in --*|/*) arguments+=("$argument") ;; *) arguments+=("$here/$argument") ;; esac
done
cd artifacts/app
exec dotnet Marketplace.Web.dll "${arguments[@]}"
