// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>transform --data FOLDER: the test rows of W2 through <c>Transform</c> and a cursor over Score, again and again: the first passes, and those once .NET has compiled with care.</summary>
internal static class TransformVerb
{
    private const int TrainingRows = 2560;
    private const int FirstPasses = 5;
    private const double WarmUpSeconds = 1;
    private const int Passes = 15; // as many as the peer's forward calls

    public static void Run(string[] arguments)
    {
        var context = new MLContext();
        var workload = Workload.Named("W2");
        var fold = workload.Load(new CommandLine(arguments).Required("data"))[0];
        using var model = workload.Trainer(context, 1, new TrainingRun { Threads = 1 }, epochs: 1).Fit(fold.Train.Take(TrainingRows).ToDataView(context));
        var view = fold.Test.ToDataView(context);
        double Pass() => Measuring.Seconds(() => workload.Scores(model.Transform(view), fold.Test.Count));
        var first = Enumerable.Range(0, FirstPasses).Select(_ => Pass()).ToList();
        for (var seconds = 0.0; seconds < WarmUpSeconds;)
        {
            seconds += Pass();
        }

        Measuring.Print(new Dictionary<string, object>
        {
            ["workload"] = "transform",
            ["peer"] = "fluxtrainers",
            ["first_s"] = Measuring.Median(first),
            ["warm_s"] = Measuring.Median(Enumerable.Range(0, Passes).Select(_ => Pass()).ToList()),
        });
    }
}
