// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.FluxTrainers;

/// <content>The step of the Adam family in one pass over memory instead of three, with the same bits.</content>
internal sealed partial class ManagedVector
{
    public override void MoveByMoments(FlatVector x, FlatVector y, FlatVector g, in MomentStep step)
    {
        var (first, second, gradient) = (Same<ManagedVector>(x), Same<ManagedVector>(y), Same<ManagedVector>(g));
        if (_isSlice)
        {
            base.MoveByMoments(x, y, g, step); // what is behind a slice is no slack
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            MoveInWideVectors(first, second, gradient, step);
        }
        else
        {
            MoveInVectors(first, second, gradient, step);
        }
    }

    // The slack lets the last vector be read and written whole; its zeros stay zeros, since 0 / (0 + epsilon) is 0.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void MoveInVectors(ManagedVector x, ManagedVector y, ManagedVector g, in MomentStep step)
    {
        float* values = Memory.Start, first = x.Memory.Start, second = y.Memory.Start, gradient = g.Memory.Start;
        var factor = (float)step.Factor;
        var accumulation1 = new Accumulation((float)step.Keep1, (float)step.Gain1);
        var accumulation2 = new ProductAccumulation((float)step.Keep2, (float)step.Gain2);
        var move = new RootQuotient((float)step.Gain, (float)step.RootScale, (float)step.Epsilon);
        for (var i = 0; i < Length; i += Vector<float>.Count)
        {
            var slope = Vector.Load(gradient + i) * factor;
            Vector<float>.Zero.Store(gradient + i);
            var mean = accumulation1.Next(Vector.Load(first + i), slope, slope);
            var square = accumulation2.Next(Vector.Load(second + i), slope, slope);
            mean.Store(first + i);
            square.Store(second + i);
            move.Next(Vector.Load(values + i), mean, square).Store(values + i);
        }
    }

    /// <summary>The same with vectors that <see cref="Vector{T}"/> does not have: what waits for memory takes two thirds of the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void MoveInWideVectors(ManagedVector x, ManagedVector y, ManagedVector g, in MomentStep step)
    {
        float* values = Memory.Start, first = x.Memory.Start, second = y.Memory.Start, gradient = g.Memory.Start;
        var factor = Vector512.Create((float)step.Factor);
        var (keep1, gain1) = (Vector512.Create((float)step.Keep1), Vector512.Create((float)step.Gain1));
        var (keep2, gain2) = (Vector512.Create((float)step.Keep2), Vector512.Create((float)step.Gain2));
        var (gain, rootScale, epsilon) = (Vector512.Create((float)step.Gain), Vector512.Create((float)step.RootScale), Vector512.Create((float)step.Epsilon));
        for (var i = 0; i < Length; i += Vector512<float>.Count)
        {
            var slope = Vector512.Load(gradient + i) * factor;
            Vector512<float>.Zero.Store(gradient + i);
            var mean = (Vector512.Load(first + i) * keep1) + (slope * gain1);
            var square = (Vector512.Load(second + i) * keep2) + (slope * slope * gain2);
            mean.Store(first + i);
            square.Store(second + i);
            (Vector512.Load(values + i) + (mean * gain / ((Vector512.Sqrt(square) * rootScale) + epsilon))).Store(values + i);
        }
    }
}
