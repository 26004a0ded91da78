// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Fits, and what tests ask of their results.</summary>
internal static class FitExtensions
{
    /// <summary>Fits a classifier in a context of its own.</summary>
    public static NeuralTransformer Fit(
        this NeuralClassifierOptions options, IReadOnlyList<TestRow> rows, int classes = 3, TrainingRun? run = null) =>
        options.Fit(new MLContext(), rows, classes, run);

    /// <summary>Fits a classifier by a certain runner.</summary>
    public static NeuralTransformer Fit(
        this NeuralClassifierOptions options, IReadOnlyList<TestRow> rows, RunnerKind runner, int classes = 3) =>
        options.Fit(rows, classes, new TrainingRun { Runner = runner });

    /// <summary>Fits a classifier.</summary>
    public static NeuralTransformer Fit(
        this NeuralClassifierOptions options, MLContext context, IReadOnlyList<TestRow> rows, int classes = 3, TrainingRun? run = null) =>
        context.FluxTrainers.NeuralClassifier(options, run ?? new TrainingRun()).Fit(rows.ToView(context, classes));

    /// <summary>Weights, buffers and scaling, to the bit.</summary>
    public static byte[] Bits(this NeuralTransformer transformer)
    {
        using var stream = new MemoryStream();
        transformer.Model.SaveWeights(stream);
        return stream.ToArray();
    }

    /// <summary>The trained numbers, in the order of the layers.</summary>
    public static float[] Weights(this NeuralTransformer transformer) =>
        [.. transformer.Model.Network.State.Tensors.SelectMany(tensor => tensor.Values as float[] ?? [])];

    /// <summary>The scores of each row.</summary>
    public static float[][] Scores(this NeuralTransformer transformer, IReadOnlyList<TestRow> rows, int classes = 3)
    {
        var context = new MLContext();
        return [.. transformer.Transform(rows.ToView(context, classes)).GetColumn<float[]>("Score")];
    }

    /// <summary>Minus the mean logarithm of the score of the right class.</summary>
    public static double LogLoss(this NeuralTransformer transformer, IReadOnlyList<TestRow> rows, int classes = 3) =>
        transformer.Scores(rows, classes).Zip(rows, (scores, row) => -Math.Log(scores[row.Label])).Average();

    /// <summary>The share of rows whose class has the highest score.</summary>
    public static double Accuracy(this NeuralTransformer transformer, IReadOnlyList<TestRow> rows, int classes = 3) =>
        transformer.Scores(rows, classes).Zip(rows, (scores, row) => scores[row.Label] == scores.Max() ? 1.0 : 0.0).Average();

    /// <summary>The messages of a context's log of a kind, from now on.</summary>
    /// <param name="context">The context.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="source">A part of the name of who says them.</param>
    public static List<string> Listen(this MLContext context, Microsoft.ML.Runtime.ChannelMessageKind kind, string source = "")
    {
        var messages = new List<string>();
        context.Log += (_, e) =>
        {
            if (e.Kind == kind && e.Source.Contains(source, StringComparison.Ordinal))
            {
                lock (messages)
                {
                    messages.Add(e.RawMessage);
                }
            }
        };
        return messages;
    }
}
