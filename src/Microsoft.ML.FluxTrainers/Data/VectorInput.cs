// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>An input that is one column of numbers.</summary>
/// <param name="ColumnName">The column.</param>
/// <param name="Width">How many numbers a row has; 1 for a scalar.</param>
/// <param name="IsVector">Whether the column is a vector.</param>
internal sealed record VectorInput(string ColumnName, int Width, bool IsVector);
