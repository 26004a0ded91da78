#!/usr/bin/env bash
# Writes every public symbol that is not declared yet into PublicAPI.Unshipped.txt and drops those that are gone.
# Read the diff before committing.
set -euo pipefail
cd "$(dirname "$0")/../src/Microsoft.ML.FluxTrainers"
echo '#nullable enable' > PublicAPI.Unshipped.txt
dotnet build -f net10.0 --no-incremental -p:TreatWarningsAsErrors=false 2>&1 \
  | sed -nE "s/.*RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u >> PublicAPI.Unshipped.txt || true
