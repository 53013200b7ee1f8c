#!/usr/bin/env bash
# Installs the Debian packages that are missing: build/packages.sh run | test
# Nothing is downloaded, and no right is asked for, when all of them are there.
set -euo pipefail

purpose=${1:?usage: build/packages.sh run | test}
missing=()

# needs PACKAGE COMMAND: a program on the path, wherever it came from, is enough.
needs() { command -v "$2" >/dev/null 2>&1 || missing+=("$1"); }
# needs_file PACKAGE FILE…: any file of the pattern is enough.
needs_file() {
  local package=$1 file
  shift
  for file in "$@"; do [ -e "$file" ] && return; done
  missing+=("$package")
}

needs ffmpeg ffmpeg
needs chromium chromium
needs_file fonts-noto-core /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf
needs_file fonts-noto-cjk /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc
needs_file libicu /usr/lib/*/libicuuc.so.* /usr/lib64/libicuuc.so.*
if [ "$purpose" = test ]; then
  needs_file postgresql /usr/lib/postgresql/*/bin/initdb
  needs icecast2 icecast2
  needs poppler-utils pdftotext
  needs curl curl
fi

[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please install: ${missing[*]} (this machine has no apt-get)." >&2
  [ "$purpose" = run ] && exit 0 # The server runs without them; its health page names what is missing.
  exit 1
fi

root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
echo "Installing system packages: ${missing[*]}"
"${root[@]}" apt-get -o DPkg::Lock::Timeout=400 update -qq
if [[ " ${missing[*]} " == *" libicu "* ]]; then
  # Debian names the library after its version.
  icu=$(apt-cache pkgnames libicu | grep -E '^libicu[0-9]+$' | sort -V | tail -1)
  missing=("${missing[@]/#libicu/$icu}")
fi
"${root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get -o DPkg::Lock::Timeout=400 install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
