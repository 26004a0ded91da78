// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>
/// defaults iris|diamonds [--data FILE] [--seeds 3] [--candidate SETTINGS]...: trains the classifier with its defaults, with the
/// settings given, and ML.NET's tree ensembles on the same rows, and prints one table.
/// </summary>
/// <remarks>
/// Settings are paths and JSON values, as in <c>Epochs=50;BatchSize=128;Optimizer.LearningRate=0.003</c>; without
/// <c>--candidate</c> the program's own list is run. <c>--stage search</c> leaves the test rows untouched and measures on a part of
/// the training rows instead; <c>--trees no</c> leaves the tree ensembles out. Time is that of the processor, which other work on the
/// machine disturbs less; everything runs on one thread.
/// </remarks>
internal static class DefaultsVerb
{
    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var task = DefaultsTask.Named(line.Words.SingleOrDefault() ?? "", line.Find("data"));
        var isSearch = line.Find("stage") == "search";
        var seeds = line.Number("seeds", 3);
        var candidates = line.All("candidate");
        var contenders = (candidates.Count > 0 ? candidates : Contender.Candidates).Select(Contender.Neural).ToList();
        if (line.Find("trees") != "no")
        {
            contenders.AddRange(Contender.Trees);
        }

        Console.Out.WriteLine($"| {task.Name}{(isSearch ? " (search)" : "")} | accuracy | log loss | CPU s a fit |");
        Console.Out.WriteLine("|---|---|---|---|");
        foreach (var contender in contenders)
        {
            var results = Enumerable.Range(1, seeds).SelectMany(seed => Measure(task, contender, seed, isSearch)).ToList();
            var accuracy = results.Select(result => result.Accuracy).ToList();
            var spread = Math.Sqrt(accuracy.Average(value => Math.Pow(value - accuracy.Average(), 2)));
            var loss = results.Average(result => result.LogLoss);
            var seconds = results.Average(result => result.Seconds);
            Console.Out.WriteLine($"| {contender.Name} | {accuracy.Average():F4} ± {spread:F4} | {loss:F4} | {seconds:G3} |");
        }
    }

    private static IEnumerable<(double Accuracy, double LogLoss, double Seconds)> Measure(
        DefaultsTask task, Contender contender, int seed, bool isSearch)
    {
        var context = new MLContext(seed);
        foreach (var (train, test) in task.Parts(context, seed, isSearch))
        {
            var before = Environment.CpuUsage.TotalTime;
            var model = contender.Make(context).Fit(train);
            var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            var metrics = context.MulticlassClassification.Evaluate(model.Transform(test));
            (model as IDisposable)?.Dispose();
            yield return (metrics.MicroAccuracy, metrics.LogLoss, seconds);
        }
    }
}
