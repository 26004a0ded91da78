#!/usr/bin/env bash
# Writes every public symbol that is not declared yet into PublicAPI.Unshipped.txt and drops those that are gone, for each package.
# Read the diff before committing. The AutoML companion is among them where AUTOML_FEED names a folder with its package (docs/automl.md).
set -euo pipefail
cd "$(dirname "$0")/../src"
for project in Microsoft.ML.FluxTrainers Microsoft.ML.FluxTrainers.Console ${AUTOML_FEED:+Microsoft.ML.FluxTrainers.AutoML}; do
  echo '#nullable enable' > "$project/PublicAPI.Unshipped.txt"
  dotnet build "$project" -f net10.0 --no-incremental -p:TreatWarningsAsErrors=false 2>&1 \
    | sed -nE "s/.*$project\/.*RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u > "$project/symbols.tmp" || true
  cat "$project/symbols.tmp" >> "$project/PublicAPI.Unshipped.txt"
  rm "$project/symbols.tmp"
done
