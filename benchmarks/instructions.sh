#!/usr/bin/env bash
# Counts the instructions of a training step on the managed kernels, which no busy neighbor changes, and compares them with instructions.txt.
#   benchmarks/instructions.sh            ends with 1 where a step takes more than TOLERANCE (3) percent more than the reference
#   benchmarks/instructions.sh --update   writes the reference anew
# Needs valgrind. It does not know AVX-512, so .NET takes its AVX2 path under it, on any machine: a change of the AVX-512 path alone does not show here.
set -euo pipefail
cd "$(dirname "$0")"
reference=instructions.txt
project=Microsoft.ML.FluxTrainers.Benchmarks
dotnet build -c Release "$project" --nologo -v quiet
# Everything compiled once and fully, one garbage collector on one thread, a heap that valgrind can map, no second mapping of code: else .NET does not run under valgrind, or not twice alike.
export DOTNET_TieredCompilation=0 DOTNET_gcServer=0 DOTNET_gcConcurrent=0 DOTNET_GCHeapHardLimit=0x10000000 DOTNET_EnableWriteXorExecute=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# The program calls getppid after each fit, and callgrind writes what it has counted since the last call.
valgrind --tool=callgrind --dump-before=getppid --callgrind-out-file="$scratch/part" \
  "$project/bin/Release/net10.0/$project" instructions > "$scratch/cases" 2> "$scratch/log" || { tail -n 5 "$scratch/log" >&2; exit 1; }
part() { awk '/^(totals|summary):/ { print $2; exit }' "$scratch/part.$1"; }

{
  echo "# Instructions of a training step on valgrind's AVX2. $(head -n 1 "$scratch/cases" | cut -c3-). benchmarks/instructions.sh --update writes this file."
  i=1 # of three parts a case: compilation, a short fit, a long one
  while read -r name steps runner; do
    [ "$runner" = managed ] || { echo "$name was not trained in managed code but by the runner $runner" >&2; exit 1; }
    echo "$name $(( ($(part $((i + 2))) - $(part $((i + 1)))) / steps ))"
    i=$((i + 3))
  done < <(tail -n +2 "$scratch/cases")
} > "$scratch/found"

if [ "${1:-}" = --update ]; then
  cp "$scratch/found" "$reference"
  cat "$reference"
  exit 0
fi
head -n 1 "$reference"
awk -v tolerance="${TOLERANCE:-3}" '
  /^#/ { next }
  NR == FNR { expected[$1] = $2; next }
  !($1 in expected) { printf "%-10s %10d a step, no reference\n", $1, $2; next }
  { change = 100 * ($2 / expected[$1] - 1); verdict = change > tolerance ? "MORE" : change < -tolerance ? "fewer: run --update" : "as before"
    printf "%-10s %10d a step, reference %10d, %+.1f %%: %s\n", $1, $2, expected[$1], change, verdict; if (change > tolerance) bad = 1 }
  END { exit bad }' "$reference" "$scratch/found"
