#!/usr/bin/env bash
# Installs what the tests need, builds once, runs every test project and sums up.
# The last line is "N passed, N failed, N skipped"; the exit code is 0 only when something ran and nothing failed or was skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

configuration=Release
results=artifacts/test-results

# A bare machine: no terminal, perhaps no home, no ICU; and nothing of ours may stay behind when this script ends.
export CI=true
export HOME="${HOME:-$(mktemp -d)}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export DOTNET_CLI_USE_MSBUILD_SERVER=0 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false
export npm_config_update_notifier=false
exec < /dev/null

step() { printf '\n== %s\n' "$*"; }

require() {
  command -v "$1" > /dev/null || { echo "$1 is missing: $2" >&2; exit 1; }
}

install_clients() {
  local folder
  for folder in samples/Chat/ClientApp tests/Gateways.Conformance.Tests/node tests/Gateways.Redis.Tests/nodejs; do
    # npm writes this file last: newer than the lock file means complete and current.
    if [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]]; then
      (cd "$folder" && npm ci --no-audit --no-fund --prefer-offline)
    fi
  done
}

# The tests start redis-server themselves, on free ports: the package's own service must not start, so starting is refused while it is installed.
install_redis() {
  if command -v redis-server > /dev/null; then return; fi
  command -v apt-get > /dev/null || { echo "redis-server is missing: install Redis 6 or later." >&2; exit 1; }
  local policy=/usr/sbin/policy-rc.d own=false code=0
  if [[ ! -e $policy ]]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod +x "$policy"
    own=true
  fi
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends redis-server; } || code=$?
  if $own; then rm -f "$policy"; fi
  (( code == 0 )) || { echo "redis-server could not be installed with apt-get." >&2; exit 1; }
}

# The counters of a trx file: total, executed and passed. VSTest leaves "notExecuted" at 0, so skipped is what was not executed.
count() {
  awk 'match($0, /<Counters [^>]*>/) {
         counters = substr($0, RSTART, RLENGTH)
         print attribute("passed"), attribute("executed") - attribute("passed"), attribute("total") - attribute("executed")
         found = 1; exit
       }
       function attribute(name) { match(counters, " " name "=\"[0-9]+\""); return substr(counters, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 }
       END { if (!found) exit 1 }' "$1"
}

require dotnet "install the .NET 10 SDK."
require npm "install Node.js 20 or later."

step "Installing"
install_clients
install_redis

step "Building"
dotnet build Gateways.sln -c "$configuration"

passed=0 failed=0 skipped=0
rm -rf "$results"
for project in $(dotnet sln Gateways.sln list | tr '\\' '/' | grep -E 'Tests\.csproj$'); do
  name=$(basename "$project" .csproj)
  step "$name"
  code=0
  dotnet test "$project" -c "$configuration" --no-build --results-directory "$results" --logger "trx;LogFileName=$name.trx" || code=$?

  if counted=$(count "$results/$name.trx" 2> /dev/null); then
    read -r p f s <<< "$counted"
  else
    p=0 f=0 s=0
  fi

  # A project that fails without a failed test has crashed, or has no tests: that is a failure too.
  if (( f == 0 && (code != 0 || p + s == 0) )); then f=1; fi
  (( passed += p, failed += f, skipped += s )) || true
done

step "Sum"
echo "$passed passed, $failed failed, $skipped skipped"
(( passed > 0 && failed == 0 && skipped == 0 ))
