// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>save FILE: trains a small dense model on iris and saves it, for peers/load.cs.</summary>
internal static class SaveVerb
{
    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var context = new MLContext();
        var workload = Workload.Named("W1");
        var view = workload.Load(line.Required("data"))[0].Train.ToDataView(context);
        using var model = workload.Trainer(context, 1, new TrainingRun()).Fit(view);
        context.Model.Save(model, view.Schema, line.Words.Single());
    }
}
