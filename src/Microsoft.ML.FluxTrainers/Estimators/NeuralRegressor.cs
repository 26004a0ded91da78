// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to predict a number.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>regression</description></item>
/// <item><term>Input</term><description>a label of type Single, a vector of Single of known size or one Single, categories or a raw table (<see cref="TabularOptions"/>), optional weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>Score (the prediction, in the label's own unit)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>none on the CPU for networks of this library's builders; else a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// With <see cref="QuantileLoss"/> there is a column Quantiles beside Score: a vector with the predicted quantile of each level, in
/// rising order so that they never cross, whose slot names are the levels ("0.1", "0.5", "0.9"); Score is the one whose level is
/// nearest to 0.5, of two as near the lower. With <see cref="GaussianLoss"/> there is StandardDeviation, in the label's unit. With
/// <see cref="PoissonLoss"/> and <see cref="TweedieLoss"/> Score is the exponential of the output, and a label below 0 is an error.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralRegressor : TabularEstimator<NeuralRegressorOptions>
{
    internal NeuralRegressor(IHostEnvironment environment, NeuralRegressorOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override NeuralEstimator<NeuralRegressorOptions> Vary(IHostEnvironment environment, NeuralRegressorOptions options, TrainingRun run) =>
        new NeuralRegressor(environment, options, run);

    private protected override SchemaShape AddScores(SchemaShape shape)
    {
        shape.RequireNumber(Host, Options.LabelColumnName);
        return Options.Loss switch
        {
            QuantileLoss => shape.WithQuantiles(),
            GaussianLoss => shape.WithDeviation(),
            _ => shape.WithNumberScore(),
        };
    }

    private protected override LabelReader Label(DataViewSchema schema)
    {
        var label = LabelVector.OfColumns([schema.RequireNumber(Host, Options.LabelColumnName)]);
        return NumberLosses.Label(label, NumberLosses.TargetOf(Options.Loss), Options.Loss, Options.StandardizeLabel);
    }
}
