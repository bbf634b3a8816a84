#!/usr/bin/env bash
# Allocations, syscalls and a CPU profile of one server under one workload.
#
#   profile.sh NAME PROTO PATH PORT "WORKLOAD OPTIONS" COMMAND...
#   profile.sh hub signalr /hub 5101 "echo --conns 64 --depth 16" peers/dotnet/SignalRHub/bin/Release/net10.0/SignalRHub
#
# Needs strace and perf, and run.sh to have built the generator. The report goes to artifacts/profile-NAME.txt at the top of the repository.
set -euo pipefail
(($# >= 6)) || { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }
name=$1 proto=$2 path=$3 port=$4 workload=$5
shift 5

here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../artifacts/profile-$name.txt
mkdir -p "$(dirname "$out")"
scratch=$(mktemp -d)
export PORT=$port DOTNET_PerfMapEnabled=1 DOTNET_PerfMapShowOptimizationTiers=0
taskset -c 0 "$@" > /dev/null 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true; rm -rf "$scratch"' EXIT

for _ in $(seq 200); do
  (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null && break
  sleep 0.1
done

generate() {
  # shellcheck disable=SC2086  # the workload's options are words
  taskset -c 1 "$here/LoadGenerator/bin/Release/net10.0/loadgen" $workload --proto "$proto" --path "$path" --port "$port" --pid "$server" "$@"
}

generate --warmup 5 --secs 1 > /dev/null
{
  echo "## figures (alloc_per and gc: .NET servers only)"
  generate --warmup 0 --secs 2 --stats || generate --warmup 0 --secs 2
  echo "## syscalls"
  strace -f -c -qq -p "$server" -o "$scratch/strace" &
  tracer=$!
  sleep 0.5
  generate --warmup 0 --secs 2
  kill -INT "$tracer"
  wait "$tracer" || true
  head -14 "$scratch/strace"
  echo "## CPU"
  perf record -q -e cpu-clock -F 1999 -p "$server" -o "$scratch/perf" -- sleep 2 > /dev/null 2>&1 &
  recorder=$!
  generate --warmup 0.2 --secs 2.5
  wait "$recorder" || true
  perf report -i "$scratch/perf" --sort dso --stdio 2> /dev/null | grep -v '^#' | grep -v '^$' | head -10 || true
  perf report -i "$scratch/perf" --sort dso,sym --stdio 2> /dev/null | grep -v '^#' | grep -v '^$' | head -40 || true
} > "$out"
echo "$out"
