#!/usr/bin/env bash
# Writes the SQL of all migrations, safe to run again, for people who let a database administrator apply it.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
needs_dotnet
dotnet tool restore >/dev/null
dotnet build build/Migrations -v q --nologo
mkdir -p artifacts/sql
for engine in Sqlite Postgres; do
  # EF has no repeatable script for SQLite, whose files are migrated by the server itself; this one is for reading.
  repeatable=$([ "$engine" = Postgres ] && echo --idempotent || true)
  dotnet ef migrations script $repeatable --no-build --project Marketplace.Core --startup-project build/Migrations \
    --context "${engine}Db" --output "artifacts/sql/${engine,,}.sql"
done
