// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>One of MLJFlux's models as its tests set it up.</summary>
internal abstract class MljModel(string name, double threshold)
{
    /// <summary>The share of the first loss that ten epochs come below.</summary>
    public double Threshold => threshold;

    public abstract NeuralOptions Options { get; }

    public static IEnumerable<MljModel> All()
    {
        yield return new MljModelOf<NeuralClassifierOptions>(
            "NeuralNetworkClassifier",
            0.85,
            NeuralClassifierOptions.MljFlux with { LabelColumnName = "Class", Optimizer = new Adam(0.03), Seed = 123 },
            (context, options, run) => context.FluxTrainers.NeuralClassifier(options, run));
        yield return new MljModelOf<NeuralBinaryClassifierOptions>(
            "NeuralNetworkBinaryClassifier",
            0.85,
            NeuralBinaryClassifierOptions.MljFlux with { LabelColumnName = "Flag", Optimizer = new Adam(0.03), Seed = 123 },
            (context, options, run) => context.FluxTrainers.NeuralBinaryClassifier(options, run));
        yield return new MljModelOf<NeuralRegressorOptions>(
            "NeuralNetworkRegressor",
            0.7,
            NeuralRegressorOptions.MljFlux with { LabelColumnName = "Number", Builder = new ShortBuilder { Activation = Activation.Identity }, Seed = 123 },
            (context, options, run) => context.FluxTrainers.NeuralRegressor(options, run));
        yield return new MljModelOf<NeuralMultitargetRegressorOptions>(
            "MultitargetNeuralNetworkRegressor",
            1.0,
            NeuralMultitargetRegressorOptions.MljFlux with { LabelColumnName = "Numbers", Builder = new ShortBuilder { Activation = Activation.Identity }, Seed = 123 },
            (context, options, run) => context.FluxTrainers.NeuralMultitargetRegressor(options, run));
    }

    /// <summary>Fits with some options changed, and tells the lines of the epochs in the log.</summary>
    public abstract (NeuralTransformer Model, List<string> Epochs) Fit(
        IReadOnlyList<MljRow> rows, Func<NeuralOptions, NeuralOptions>? vary = null, NeuralTransformer? previous = null);

    public override string ToString() => name;
}
