// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains one neural network to predict several numbers at once.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>regression with several targets</description></item>
/// <item><term>Input</term><description>a label that is a vector of Single of known size (make one with Concatenate), or one column of type Single for each
/// target; a vector of Single of known size or one Single, categories or a raw table (<see cref="TabularOptions"/>); optional weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>Score (a vector of the predictions, each in its target's own unit; its slot names are those of the label's slots or
/// columns)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>none on the CPU for networks of this library's builders; else a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// Each target is standardized on its own. A target that is missing (NaN) is an error that names row and target. Evaluate it with
/// <see cref="FluxTrainersCatalog.EvaluateMultitarget"/> and <see cref="FluxTrainersCatalog.CrossValidateMultitarget"/>: ML.NET
/// has no metrics for several numbers.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralMultitargetRegressor : TabularEstimator<NeuralMultitargetRegressorOptions>
{
    internal NeuralMultitargetRegressor(IHostEnvironment environment, NeuralMultitargetRegressorOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override NeuralEstimator<NeuralMultitargetRegressorOptions> Vary(IHostEnvironment environment, NeuralMultitargetRegressorOptions options, TrainingRun run) =>
        new NeuralMultitargetRegressor(environment, options, run);

    private protected override SchemaShape AddScores(SchemaShape shape)
    {
        shape.RequireNumbers(Host, "label", Options.Labels);
        return shape.WithNumberScores(Options.Labels.Count > 1 || shape.Require(Host, "label", Options.Labels[0]).HasNames());
    }

    private protected override LabelReader Label(DataViewSchema schema)
    {
        var label = schema.RequireNumbers(Host, "label", Options.Labels);
        return Options.TargetWeights.Count == 0 || Options.TargetWeights.Count == label.Width
            ? NumberLosses.Label(label, new NumbersTarget([.. label.Names], label.IsNamed), Options.Loss, Options.StandardizeLabel)
            : throw new InvalidOperationException(
                $"TargetWeights holds {Options.TargetWeights.Count} weights, but there are {label.Width} targets ({string.Join(", ", label.Names.Take(10))}). Give one weight a target, in their order.");
    }
}
