#!/usr/bin/env bash
# Ours beside scikit-learn and a PyTorch loop, in turn, in one run: one table of medians and ratios.
#   benchmarks/peers/run.sh [--quick] [W1 W2 W2b W3]     REPS=3
# Needs Debian's python3-torch python3-sklearn libopenblas0-openmp (without the last, Debian's torch is ten times slower).
set -euo pipefail
cd "$(dirname "$0")"
reps=${REPS:-3}
workloads=(W1 W2 W2b W3)
if [ "${1:-}" = --quick ]; then
  reps=1
  workloads=(W1 W2)
  shift
fi
[ $# -eq 0 ] || workloads=("$@")
export PEERS_DATA=${PEERS_DATA:-$HOME/.cache/fluxtrainers-peers}
mkdir -p "$PEERS_DATA"
python=/usr/bin/python3
$python make_data.py "${workloads[@]}" > /dev/null
project=../Microsoft.ML.FluxTrainers.Benchmarks
dotnet build -c Release "$project" --nologo -v quiet
ours=$project/bin/Release/net10.0/Microsoft.ML.FluxTrainers.Benchmarks.dll
lines=$(mktemp)
trap 'rm -f "$lines"' EXIT
for workload in "${workloads[@]}"; do
  for ((rep = 0; rep < reps; rep++)); do # repetitions are the outer loop: a busy moment does not fall on one side only
    $python peer_pytorch.py "$workload" "$rep" >> "$lines"
    $python peer_sklearn.py "$workload" "$rep" >> "$lines"
    dotnet "$ours" peers "$workload" --data "$PEERS_DATA" --rep "$rep" >> "$lines"
  done
done
$python table.py "$lines"
