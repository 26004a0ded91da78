// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A model with options of its own.</summary>
internal sealed class MljModelOf<TOptions>(
    string name, double threshold, TOptions options, Func<MLContext, TOptions, TrainingRun, NeuralEstimator<TOptions>> make) : MljModel(name, threshold)
    where TOptions : NeuralOptions
{
    public override NeuralOptions Options => options;

    public override (NeuralTransformer Model, List<string> Epochs) Fit(
        IReadOnlyList<MljRow> rows, Func<NeuralOptions, NeuralOptions>? vary = null, NeuralTransformer? previous = null)
    {
        var context = new MLContext();
        var lines = context.Listen(ChannelMessageKind.Info);
        var varied = vary is null ? options : (TOptions)vary(options);
        var model = make(context, varied, new TrainingRun()).Fit(context.Data.LoadFromEnumerable(rows), previous: previous);
        return (model, lines.FindAll(line => line.StartsWith("Epoch ", StringComparison.Ordinal)));
    }
}
