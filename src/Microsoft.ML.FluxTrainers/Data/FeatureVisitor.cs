// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Sees the stored numbers of one row.</summary>
/// <param name="row">The row's number, from 0.</param>
/// <param name="indices">The features that the numbers belong to; empty where all features are there in order.</param>
/// <param name="values">The numbers.</param>
internal delegate void FeatureVisitor(int row, ReadOnlySpan<int> indices, ReadOnlySpan<float> values);
