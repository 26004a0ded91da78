// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A stretch of numbers in an embedded row: copied from the row, or a vector that an id in the row stands for.</summary>
/// <param name="From">Where in the row it starts, or where the id is.</param>
/// <param name="To">Where in the embedded row it starts.</param>
/// <param name="Count">How many numbers.</param>
/// <param name="Table">Where among the parameters the vectors begin; not used where numbers are copied.</param>
/// <param name="Levels">How many vectors there are, or 0 where numbers are copied.</param>
internal readonly record struct LookupSpan(int From, int To, int Count, int Table, int Levels);
