#!/usr/bin/env bash
# Puts an archive back: DATA=empty-folder build/restore.sh FILE. The server must be stopped.
set -euo pipefail
exec "$(dirname "$0")/server.sh" --restore "${1:?usage: build/restore.sh FILE}"
