#!/usr/bin/env bash
# Writes one migration for each engine from the model as it stands: build/migrate.sh NAME
# build/migrate.sh --restart throws all migrations away and writes one called Initial (only before the first release).
set -euo pipefail
cd "$(dirname "$0")/.."
name=${1:?usage: build/migrate.sh NAME | --restart}
if [ "$name" = --restart ]; then
  rm -rf Marketplace.Core/Storage/Sqlite/Migrations Marketplace.Core/Storage/Postgres/Migrations
  name=Initial
fi
dotnet tool restore >/dev/null
dotnet build build/Migrations -v q --nologo
for engine in Sqlite Postgres; do
  dotnet ef migrations add "$name" --no-build --project Marketplace.Core --startup-project build/Migrations \
    --context "${engine}Db" --output-dir "Storage/$engine/Migrations"
done
