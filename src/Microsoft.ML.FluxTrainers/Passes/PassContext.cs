// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What passes take beside rows.</summary>
/// <param name="parameters">The flat parameters.</param>
/// <param name="random">Where masks are drawn from in training; null in prediction.</param>
internal readonly unsafe struct PassContext(float* parameters, RandomStream? random = null)
{
    public readonly float* Parameters = parameters;
    public readonly RandomStream? Random = random;

    /// <summary>Where the numbers of a tensor are; null for none.</summary>
    public float* At(TensorSlot? slot) => slot is null ? null : Parameters + slot.Offset;
}
