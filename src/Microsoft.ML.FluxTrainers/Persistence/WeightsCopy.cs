// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network's numbers at one moment.</summary>
/// <param name="Parameters">What is trained.</param>
/// <param name="Buffers">What is kept beside it, for example the running statistics of batch normalization.</param>
internal sealed record WeightsCopy(float[] Parameters, double[] Buffers);
