#!/usr/bin/env bash
# Saves database and files while the server runs: build/backup.sh FILE
set -euo pipefail
exec "$(dirname "$0")/server.sh" --backup "${1:?usage: build/backup.sh FILE}"
