// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A fit in two stages.</summary>
internal static class Stages
{
    /// <summary>Goes on where an earlier fit ended.</summary>
    public static NeuralTransformer GoOn(
        this NeuralClassifierOptions options, IReadOnlyList<TestRow> rows, NeuralTransformer previous, RunnerKind runner = RunnerKind.Auto)
    {
        var context = new MLContext();
        return context.FluxTrainers.NeuralClassifier(options, new TrainingRun { Runner = runner }).Fit(rows.ToView(context, 3), previous: previous);
    }

    /// <summary>Two epochs, then the rest, saved and loaded between.</summary>
    public static NeuralTransformer FitInTwo(this NeuralClassifierOptions options, IReadOnlyList<TestRow> rows, RunnerKind runner = RunnerKind.Auto)
    {
        var context = new MLContext();
        var first = (options with { Epochs = 2 }).Fit(rows, run: new TrainingRun { Runner = runner, KeepTrainingState = true });
        using var stream = new MemoryStream();
        context.Model.Save(first, rows.ToView(context, 3).Schema, stream);
        return options.GoOn(rows, (NeuralTransformer)context.Model.Load(stream, out _), runner);
    }

    /// <summary>The numbers of one tensor of the network.</summary>
    public static float[] Tensor(this NeuralTransformer fitted, string name) =>
        (float[])fitted.Model.Network.State.Tensors.Single(tensor => tensor.Name == name).Values;
}
