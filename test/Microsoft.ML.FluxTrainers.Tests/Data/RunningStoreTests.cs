// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Statistics in one pass beside those of rows that are kept.</summary>
public sealed class RunningStoreTests
{
    [Test]
    public void One_pass_measures_what_two_passes_do([Values] bool isSparse, [Values] bool isWeighted, [Values] bool hasMissing)
    {
        var random = new RandomStream(1);
        NumberStore kept = isSparse ? new SparseStore(4) : new DenseStore(4);
        var running = new RunningStore(4, isSparse);
        var weights = new float[500];
        for (var i = 0; i < weights.Length; i++)
        {
            var row = new float[4];
            for (var feature = 0; feature < (isSparse ? 3 : 4); feature++)
            {
                row[feature] = random.NextDouble() < 0.3 && feature != 1 ? 0 : (float)(1e4 + random.NextNormal());
            }

            row[0] = hasMissing && i % 9 == 2 ? float.NaN : row[0];
            weights[i] = isWeighted ? (float)random.NextDouble() + 0.1f : 1;
            kept.Append(new VBuffer<float>(4, row));
            running.Append(new VBuffer<float>(4, row), weights[i]);
        }

        var expected = FeatureStatistics.Of(kept, isWeighted ? weights : []);
        var measured = FeatureStatistics.Of(running, []);

        Assert.That(measured.Mean, Is.EqualTo(expected.Mean).Within(1e-12).Percent);
        Assert.That(measured.Deviation, Is.EqualTo(expected.Deviation).Within(1e-6).Percent);
        Assert.That(measured.HasZeros, Is.EqualTo(expected.HasZeros));
    }

    [Test]
    public void A_feature_that_is_missing_in_all_rows_has_no_mean()
    {
        var running = new RunningStore(1, isSparse: false);
        running.Append(new VBuffer<float>(1, [float.NaN]), 0.1f);
        running.Append(new VBuffer<float>(1, [float.NaN]), 0.2f);

        Assert.That(running.Measured.Mean[0], Is.Zero);
        Assert.That(running.Measured.Deviation[0], Is.Zero);
    }
}
