// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What passes take beside rows.</summary>
/// <param name="parameters">The flat parameters.</param>
/// <param name="buffers">The flat numbers that norms keep.</param>
/// <param name="random">Where masks are drawn from in training; null in prediction.</param>
/// <param name="norms">How batch norms measure the batch; null where they go by what they have kept.</param>
internal readonly unsafe struct PassContext(float* parameters, float* buffers, RandomStream? random = null, NormMeasure? norms = null)
{
    public readonly float* Parameters = parameters;
    public readonly float* Buffers = buffers;
    public readonly RandomStream? Random = random;
    public readonly NormMeasure? Norms = norms;

    /// <summary>Where the numbers of a tensor are; null for none.</summary>
    public float* At(TensorSlot? slot) => slot is null ? null : Parameters + slot.Offset;
}
