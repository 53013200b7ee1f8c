# Shared by the scripts beside it: what is said, and how the server is built. Sourced, not run.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export HOME=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)} LANG=${LANG:-C.UTF-8}

# Two arenas of native memory are enough for a server this small; the default is eight per core, and each keeps what it once had.
export MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}

say() { printf '== %s\n' "$*"; }
warn() { printf '!! %s\n' "$*" >&2; }

# needs_dotnet: without the SDK nothing below can work, so say it in one sentence.
needs_dotnet() {
  command -v dotnet >/dev/null || { warn "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"; exit 1; }
}

# is_published: whether artifacts/app is newer than every source file and folder it is made of.
is_published() {
  [ -f artifacts/app/.published ] && [ -z "$(find Marketplace.Web Marketplace.Core Marketplace.Audio build \
      Directory.Build.props Directory.Packages.props appsettings.json global.json \
      \( -name bin -o -name obj -o -name _framework \) -prune -o -newer artifacts/app/.published -print -quit)" ]
}

# publish: the server, ready to run, in artifacts/app.
publish() {
  needs_dotnet
  if is_published; then say "Nothing changed since the last build"; return; fi
  say "Restoring packages"
  dotnet restore Marketplace.Web --locked-mode -v q
  say "Building"
  rm -rf artifacts/app
  dotnet publish Marketplace.Web -c Release --no-restore -v q -p:AheadOfTime=true -o artifacts/app
  touch artifacts/app/.published
}
