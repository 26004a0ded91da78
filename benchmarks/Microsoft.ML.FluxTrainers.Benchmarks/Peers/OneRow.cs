// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>How long one prediction takes once all code is compiled.</summary>
internal static class OneRow
{
    private const int Samples = 1000;
    private const double LeastMicroseconds = 5; // a sample's length, so that reading the clock does not count
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(0.3);

    /// <summary>The times of single calls, in microseconds, sorted; calls that are quick beside the clock are measured several at once.</summary>
    public static double[] Microseconds(Action<int> predict)
    {
        var (watch, warm) = (Stopwatch.StartNew(), 0);
        for (; watch.Elapsed < _warmUp; warm++)
        {
            predict(warm);
        }

        var calls = Math.Max(1, (int)(LeastMicroseconds * warm / watch.Elapsed.TotalMicroseconds));
        var times = new double[Samples];
        for (var i = 0; i < Samples; i++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < calls; call++)
            {
                predict((i * calls) + call);
            }

            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / calls;
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>Bytes allocated by a call.</summary>
    public static double Bytes(Action<int> predict)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Samples; i++)
        {
            predict(i);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Samples;
    }
}
