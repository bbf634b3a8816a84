#!/usr/bin/env bash
# Builds the load generator, our server and the peers in Release, compares them, and prints the tables as markdown.
#
#   run.sh [--quick] [--all] [--only server,...] [--workloads workload,...] [--no-build] [-- more options of "loadgen matrix"]
#
# --quick  one short round each: shows that everything works; its figures mean nothing.
# --all    every server and workload of servers.json, not only those that a row of aims needs.
# Results go to results-<time>.jsonl beside this script; "loadgen summary --out FILE" prints their tables again.
set -euo pipefail
cd "$(dirname "$0")"

build=1
matrix=()
while (($#)); do
  case $1 in
    --quick) matrix+=(--rounds 1 --retries 0 --first-warmup 1 "--args=--secs 1 --warmup 0.5") ;;
    --all) matrix+=(--all) ;;
    --only | --workloads) matrix+=("$1" "${2:?$1 wants a list}"); shift ;;
    --only=* | --workloads=*) matrix+=("$1") ;;
    --no-build) build=0 ;;
    --) shift; matrix+=("$@"); break ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift
done

if ((build)); then
  for project in LoadGenerator Server peers/dotnet/RawWs peers/dotnet/SignalRHub; do
    dotnet build -c Release --nologo -v quiet "$project" >&2
  done
  if command -v npm > /dev/null; then
    (
      cd peers/node
      # npm writes the second file at the end of an installation.
      [[ node_modules/.package-lock.json -nt package-lock.json ]] || npm ci --no-audit --no-fund >&2
      npm run --silent build >&2
    )
  else
    echo "npm is missing: the rows against Node cannot be measured" >&2
  fi
fi

# exec, so that a signal reaches the driver, which ends the servers it has started.
exec LoadGenerator/bin/Release/net10.0/loadgen matrix --servers servers.json --out "results-$(date +%Y%m%d-%H%M%S).jsonl" "${matrix[@]}"
