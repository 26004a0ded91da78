// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The implementations of <see cref="FlatVector"/>; what is tested on one is tested on all.</summary>
public enum VectorKind
{
    Managed,
    Torch,
}

internal static class VectorKindExtensions
{
    public static FlatVector Vector(this VectorKind kind, params float[] values)
    {
        FlatVector vector = kind == VectorKind.Managed
            ? new ManagedVector(values.Length)
            : new TorchVector(zeros(values.Length, device: CPU));
        vector.CopyFrom(values);
        return vector;
    }

    public static float[] Values(this FlatVector vector)
    {
        var values = new float[vector.Length];
        vector.CopyTo(values);
        return values;
    }
}
