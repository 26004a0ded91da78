#!/usr/bin/env bash
# Ours beside scikit-learn, a PyTorch loop and skorch, in turn, in one run: one table of medians and ratios, and each aim as pass or falls short.
#   benchmarks/peers/run.sh [--quick] [W1 W2 ...]     REPS=3 PEERS_DATA=folder RESULTS=file NOTE="a line for the results"
# A full run writes ../results.md; --quick (under three minutes on two quiet cores) and chosen workloads only print. See ../README.md.
set -uo pipefail
{ # read as a whole before anything runs, so that an edit meanwhile does no harm
cd "$(dirname "$0")"
all=(W1 W2 W2b W3 W4 W5 W6)
reps=${REPS:-3} quick=false workloads=() results=${RESULTS:-}
for argument in "$@"; do
  if [ "$argument" = --quick ]; then quick=true; else workloads+=("$argument"); fi
done
if $quick; then reps=${REPS:-1}; fi
if [ ${#workloads[@]} -eq 0 ]; then
  $quick || results=${RESULTS:-../results.md}
  workloads=("${all[@]}") rest=true
else
  rest=false
fi
export PEERS_DATA=${PEERS_DATA:-$HOME/.cache/fluxtrainers-peers}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
python=/usr/bin/python3
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$PEERS_DATA"
lines=$PEERS_DATA/last-run.jsonl
: > "$lines"

say() { printf '%4ds  %s\n' "$SECONDS" "$*" >&2; }

# Without libopenblas0-openmp Debian's torch is ten times slower.
wanted=(python3-torch python3-sklearn python3-skorch libopenblas0-openmp)
missing=()
for package in "${wanted[@]}"; do
  dpkg -s "$package" > /dev/null 2>&1 || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  say "installing ${missing[*]}"
  { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } > "$scratch/apt" 2>&1 \
    || say "could not install them (root and a Debian feed are needed): the peers that miss them will be reported as failed. $(tail -n 1 "$scratch/apt")"
fi

# Some machines name a kernel for OpenBLAS in the environment, one that every processor can run: half as fast as its own choice, and no fair peer.
if env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE $python blas.py > "$scratch/blas" 2> "$scratch/err"; then
  unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE
else
  say "OpenBLAS's own choice of kernel does not work here: $(tail -n 1 "$scratch/err")"
  $python blas.py > "$scratch/blas" 2> /dev/null
fi
say "the peers' products: $(cat "$scratch/blas")"

# measure NAME SECONDS COMMAND...: its lines of JSON join the run's; a failure becomes a line too, and the run goes on.
measure() {
  local name=$1 limit=$2
  shift 2
  say "$name"
  if timeout "$limit" "$@" > "$scratch/out" 2> "$scratch/err"; then
    cat "$scratch/out" >> "$lines"
  else
    local code=$?
    say "  failed with $code: $(tail -n 1 "$scratch/err")"
    grep '^{' "$scratch/out" >> "$lines"
    $python -c 'import json, sys; print(json.dumps(dict(failed=sys.argv[1], code=int(sys.argv[2]), why=sys.argv[3])))' \
      "$name" "$code" "$(tail -n 3 "$scratch/err" | tr '\n' ' ' | cut -c1-300)" >> "$lines"
  fi
}

# publish PROGRAM FOLDER: a program of one file as one would deliver it, compiled ahead of time as far as ML.NET allows (ReadyToRun).
publish() {
  say "publishing $(basename "$1")"
  local usual=(-c Release -o "$2" --nologo -v quiet) # the path of the program must be the first argument
  timeout 300 dotnet publish "$1" "${usual[@]}" --use-current-runtime --self-contained false -p:PublishReadyToRun=true > "$scratch/publish" 2>&1 && return
  say "  ReadyToRun failed, so .NET compiles it when it starts: $(tail -n 1 "$scratch/publish")"
  timeout 300 dotnet publish "$1" "${usual[@]}" > "$scratch/publish" 2>&1 || { say "  failed"; tail -n 3 "$scratch/publish" >&2; }
}

say "data"
$python make_data.py "${workloads[@]}" W1 W2 || { say "the data could not be made"; exit 1; }
say "build"
project=../Microsoft.ML.FluxTrainers.Benchmarks
dotnet build -c Release "$project" --nologo -v quiet || exit 1
ours=$project/bin/Release/net10.0/Microsoft.ML.FluxTrainers.Benchmarks

for ((rep = 0; rep < reps; rep++)); do # repetitions are the outer loop: a busy moment does not fall on one side only
  for workload in "${workloads[@]}"; do
    peers=(pytorch sklearn skorch)
    case $workload in
      W5) peers=(pytorch skorch) ;; # scikit-learn has no convolutions
      W6) peers=(pytorch) ;;        # nor dropout; the aim is set by our own W2
    esac
    for peer in "${peers[@]}"; do
      if $quick && [ $peer = skorch ]; then continue; fi
      measure "$workload $peer $rep" 120 $python "peer_$peer.py" "$workload" "$rep"
      if [ $peer = skorch ]; then continue; fi
      for threads in 1 2; do # ours is quick, so it runs beside each peer: more repetitions, spread over the same time
        measure "$workload ours $rep, threads $threads" 120 "$ours" peers "$workload" --data "$PEERS_DATA" --rep "$rep" --threads "$threads"
        # W6 is judged beside our own W2, so that runs there too.
        if [ "$workload$threads" = W61 ]; then measure "W2 ours $rep, beside W6" 120 "$ours" peers W2 --data "$PEERS_DATA" --rep "$rep"; fi
      done
    done
  done
done

if $rest; then
  measure "one row" 120 "$ours" onerow --data "$PEERS_DATA"
  measure "transform" 60 "$ours" transform --data "$PEERS_DATA"
  measure "reading" 120 "$ours" reading --data "$PEERS_DATA" --turns "$($quick && echo 3 || echo 15)"
  measure "memory" 240 "$ours" memory --data "$PEERS_DATA" --fits "$($quick && echo 40 || echo 100)"
  publish ../../samples/quickstart.cs "$scratch/quickstart"
  cp ../../samples/iris.csv "$scratch/quickstart/"
  publish load.cs "$scratch/load"
  measure "saving a model" 60 "$ours" save "$scratch/iris.zip" --data "$PEERS_DATA"
  measure "start" 200 $python start.py "$($quick && echo 3 || echo 9)" "$scratch/quickstart/quickstart" "$scratch/load/load" "$scratch/iris.zip"
  measure "scale" 600 "$ours" scale 10000 100000 $($quick || echo 1000000 10000000)
  if ! $quick; then
    say "overhead"
    timeout 200 "$ours" overhead > "$scratch/overhead" || say "  failed"
  fi
fi

say "done"
export RUN_KIND=full BLAS=$(cat "$scratch/blas")
if ! $rest; then RUN_KIND=partial; elif $quick; then RUN_KIND=quick; fi
if [ -n "$results" ]; then
  $python table.py "$lines" "$scratch/overhead" > "$scratch/results.md" && cp "$scratch/results.md" "$results"
  cat "$scratch/results.md"
else
  $python table.py "$lines"
fi
exit
}
