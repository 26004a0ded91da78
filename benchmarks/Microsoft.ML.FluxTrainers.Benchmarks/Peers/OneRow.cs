// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>How long one prediction takes once all code is compiled.</summary>
internal static class OneRow
{
    private const int Calls = 1000;
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(0.5);

    /// <summary>The times of single calls, in microseconds, sorted.</summary>
    public static double[] Microseconds(Action<int> predict)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < _warmUp;)
        {
            predict(0);
        }

        var times = new double[Calls];
        for (var i = 0; i < Calls; i++)
        {
            var start = Stopwatch.GetTimestamp();
            predict(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return times;
    }

    /// <summary>Bytes allocated by a call.</summary>
    public static double Bytes(Action<int> predict)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            predict(i);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Calls;
    }

    /// <summary>A prediction engine's call on one row after the other; the result is written into the same object.</summary>
    public static Action<int> Engine(MLContext context, ITransformer model, RowTable rows)
    {
        var options = new PredictionEngineOptions
        {
            InputSchemaDefinition = FeatureRow.Schema(rows.Width, rows.Classes),
            OwnsTransformer = false,
        };
        var engine = context.Model.CreatePredictionEngine<FeatureRow, ClassScores>(model, options);
        var result = new ClassScores();
        return i => engine.Predict(rows.Rows[i % rows.Rows.Count], ref result);
    }
}
