// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the numbers of one tensor lie in a flat vector, the last dimension fastest, as in PyTorch.</summary>
/// <param name="Name">The tensor's name as in PyTorch's state dict, e.g. "dense0.weight".</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Offset">The position of its first number.</param>
public sealed record TensorSlot(string Name, ValueList<int> Shape, int Offset)
{
    /// <summary>How many numbers it has.</summary>
    public int Count => ShapeSize.Of(Shape);

    /// <summary>The positions of its numbers.</summary>
    internal Range Range => Offset..(Offset + Count);
}
