// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <content>The step of the Adam family in one pass over memory instead of three, with the same bits.</content>
internal sealed partial class ManagedVector
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void MoveByMoments(FlatVector x, FlatVector y, FlatVector g, in MomentStep step)
    {
        if (_isSlice)
        {
            base.MoveByMoments(x, y, g, step); // what is behind a slice is no slack
            return;
        }

        // The slack lets the last vector be read and written whole; its zeros stay zeros, since 0 / (0 + epsilon) is 0.
        var values = Whole(this);
        var first = Whole(Same<ManagedVector>(x));
        var second = Whole(Same<ManagedVector>(y));
        var gradient = Whole(Same<ManagedVector>(g));
        var accumulation1 = new Accumulation((float)step.Keep1, (float)step.Gain1);
        var accumulation2 = new ProductAccumulation((float)step.Keep2, (float)step.Gain2);
        var move = new RootQuotient((float)step.Gain, (float)step.RootScale, (float)step.Epsilon);
        for (var i = 0; i < values.Length; i++)
        {
            var slope = gradient[i];
            var mean = accumulation1.Next(first[i], slope, slope);
            var square = accumulation2.Next(second[i], slope, slope);
            first[i] = mean;
            second[i] = square;
            values[i] = move.Next(values[i], mean, square);
        }
    }

    /// <summary>The values in vectors, the last filled up from the slack.</summary>
    private static unsafe Span<Vector<float>> Whole(ManagedVector v) =>
        new(v.Memory.Start, (v.Length + Vector<float>.Count - 1) / Vector<float>.Count);
}
