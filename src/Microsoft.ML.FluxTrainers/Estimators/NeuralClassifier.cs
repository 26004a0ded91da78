// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to choose one of several classes.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>multiclass classification (two classes too)</description></item>
/// <item><term>Input</term><description>a key label of at least two classes (MapValueToKey), a vector of Single of known size or one Single, categories or a raw table (<see cref="TabularOptions"/>), optional
/// weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>PredictedLabel (key), Score (a probability a class)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>none on the CPU for networks of this library's builders; else a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// One network tells all classes apart: ML.NET's <c>OneVersusAll</c> and <c>PairwiseCoupling</c>, which take its own binary trainers only,
/// are not needed.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralClassifier : TabularEstimator<NeuralClassifierOptions>
{
    internal NeuralClassifier(IHostEnvironment environment, NeuralClassifierOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override NeuralEstimator<NeuralClassifierOptions> Vary(IHostEnvironment environment, NeuralClassifierOptions options, TrainingRun run) =>
        new NeuralClassifier(environment, options, run);

    private protected override SchemaShape AddScores(SchemaShape shape) =>
        shape.WithClassScores(shape.RequireKey(Host, Options.LabelColumnName));

    private protected override LabelReader Label(DataViewSchema schema) => ClassLabel.Of(schema.RequireKey(Host, Options.LabelColumnName));
}
