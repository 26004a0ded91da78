// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to tell true from false.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>binary classification</description></item>
/// <item><term>Input</term><description>a Boolean label, a vector of Single of known size or one Single, optional weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>PredictedLabel (Boolean), Score (log odds), Probability (of true)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralBinaryClassifier : TabularEstimator<NeuralBinaryClassifierOptions>
{
    internal NeuralBinaryClassifier(IHostEnvironment environment, NeuralBinaryClassifierOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override SchemaShape AddScores(SchemaShape shape)
    {
        shape.RequireBoolean(Host, Options.LabelColumnName);
        return shape.WithBinaryScores();
    }

    private protected override LabelReader Label(DataViewSchema schema) => new BinaryLabel(schema.RequireBoolean(Host, Options.LabelColumnName));
}
