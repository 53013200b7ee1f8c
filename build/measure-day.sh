#!/usr/bin/env bash
# A file of 24 hours, made by ffmpeg: each hour a minute of melody, then silence. audio monitor must find 24 plays in flat memory.
# Prints one row: hours, plays, first and last start, processor seconds, greatest memory.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/common.sh
needs_dotnet
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cli=${CLI:-}
if [ -z "$cli" ]; then
  dotnet publish Marketplace.Cli -c Release -v q -o "$folder/cli" >&2
  cli=$folder/cli/Marketplace.Cli.dll
fi

# Two voices whose notes never come in the same order again.
voice() { printf '%s*sin(2*PI*%s*pow(2\\,mod(floor(pow(floor(t*%s)\\,2)*%s)\\,25)/12)*t)*exp(-5*mod(t\\,1/%s))' "$@"; }
melody="$(voice 0.3 220 4 0.618033 4)+$(voice 0.3 330 3 0.414213 3)"
make() { ffmpeg -nostdin -v error -y "$@"; }
make -f lavfi -i "aevalsrc=$melody:s=8000:d=60" "$folder/melody.wav"
make -i "$folder/melody.wav" -af adelay=600000,apad=whole_dur=3600 -t 3600 "$folder/hour.wav"
make -i "$folder/hour.wav" "$folder/hour.flac"
make -stream_loop 23 -i "$folder/hour.wav" -t 86400 "$folder/day.flac"
printf 'melody\t%s\n' "$folder/melody.wav" >"$folder/list.tsv"
dotnet "$cli" audio index "$folder/list.tsv" "$folder/db" >&2
TIMEFORMAT='%U %S %R'

# watched COMMAND…: runs it and leaves the greatest memory it ever held, in kB, in $folder/memory.
watched() {
  "$@" &
  local child=$!
  while kill -0 "$child" 2>/dev/null; do
    awk '/VmHWM/ { print $2 }' "/proc/$child/status" >"$folder/seen" 2>/dev/null && [ -s "$folder/seen" ] && mv "$folder/seen" "$folder/memory"
    sleep 0.2
  done
  wait "$child"
}

for name in hour day; do
  { time watched dotnet "$cli" audio monitor "$folder/$name.flac" "$folder/db" >"$folder/plays"; } 2>"$folder/time"
  read -r user system wall <"$folder/time"
  awk -v name="$name" -v cpu="$(awk "BEGIN { print $user + $system }")" -v memory="$(cat "$folder/memory")" -v wall="$wall" '
    NR == 1 { first = $2 } { last = $2 }
    END { printf "| %s | %d plays, from second %s to %s | %.0f s of processor time in %.0f s | %.0f MB |\n", name, NR, first, last, cpu, wall, memory / 1024 }' "$folder/plays"
done
