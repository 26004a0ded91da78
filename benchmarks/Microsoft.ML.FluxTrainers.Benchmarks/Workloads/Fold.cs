// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Rows to train on and rows to test on.</summary>
internal sealed record Fold(RowSet Train, RowSet Test);
