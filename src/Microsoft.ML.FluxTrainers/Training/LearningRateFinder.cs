// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a network that nobody keeps with rising learning rates, and tells its losses.</summary>
internal static class LearningRateFinder
{
    /// <summary>Measures a curve, on a thread of its own.</summary>
    /// <param name="request">What would be trained, on what and how.</param>
    /// <param name="rates">The rate of each update.</param>
    /// <param name="checkAlive">Throws to end it.</param>
    public static LearningRateCurve Run(FitRequest request, double[] rates, Action checkAlive)
    {
        var plain = request with { Settings = request.Settings with { Schedule = null, WeightAveraging = null } };
        return FitThread.Run(() => new LearningRateCurve(rates, Losses(plain, rates, checkAlive)));
    }

    /// <summary>Rates from the lowest to the highest, each larger than the one before by the same factor.</summary>
    public static double[] Rates(double lowest, double highest, int steps) =>
        [.. Enumerable.Range(0, steps).Select(step => lowest * Math.Pow(highest / lowest, step / (steps - 1.0)))];

    private static List<double> Losses(FitRequest request, double[] rates, Action checkAlive)
    {
        var settings = request.Settings;
        var losses = new List<double>();
        IEpochRunner? runner = null;
        using var fit = new PreparedFit(request, checkAlive, () => losses.Add(runner!.TakeLoss().Mean));
        runner = fit.Runner;
        var rows = fit.Request.Train;
        var perEpoch = settings.UpdatesPerEpoch(rows.Count);
        for (var epoch = 0; losses.Count < rates.Length && losses.TrueForAll(double.IsFinite); epoch++)
        {
            var batch = 0;
            foreach (var block in rows.Read(fit.Session.Order, settings.BatchSize))
            {
                checkAlive();
                var batches = new double[block.Batches.Count()];
                for (var i = 0; i < batches.Length; i++, batch++)
                {
                    batches[i] = rates[Math.Min(rates.Length - 1, (epoch * perEpoch) + (batch / settings.AccumulationSteps))];
                }

                rows.Augmenter?.Apply(block, fit.Session.Streams.Augmentation);
                runner.Train(block, batches, fit.Update);
                if (losses.Count >= rates.Length || !double.IsFinite(losses.LastOrDefault()))
                {
                    break;
                }
            }
        }

        return [.. losses.Take(rates.Length)];
    }
}
