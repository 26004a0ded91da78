// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to tell true from false.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>binary classification</description></item>
/// <item><term>Input</term><description>a Boolean label or a key of two values (MapValueToKey), a vector of Single of known size or one Single, categories or a raw table (<see cref="TabularOptions"/>), optional weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>PredictedLabel (as the label), Score (log odds), Probability (of true)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>none on the CPU for networks of this library's builders; else a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// Of a key, the second value is the positive one (MapValueToKey with <c>keyOrdinality: ByValue</c> sorts them); rows whose key is
/// missing are left out. <see cref="NeuralTransformer.WithThreshold"/> moves the probability from which the positive label is
/// predicted: ML.NET's <c>ChangeModelThreshold</c> works on its own transformer class only. So does <c>OneVersusAll</c>: for more than two classes
/// <see cref="NeuralClassifier"/> trains one network for all.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralBinaryClassifier : TabularEstimator<NeuralBinaryClassifierOptions>
{
    internal NeuralBinaryClassifier(IHostEnvironment environment, NeuralBinaryClassifierOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override NeuralEstimator<NeuralBinaryClassifierOptions> Vary(IHostEnvironment environment, NeuralBinaryClassifierOptions options, TrainingRun run) =>
        new NeuralBinaryClassifier(environment, options, run);

    private protected override SchemaShape AddScores(SchemaShape shape)
    {
        var label = shape.RequireBinary(Host, Options.LabelColumnName);
        return shape.WithBinaryScores(label);
    }

    private protected override LabelReader Label(DataViewSchema schema)
    {
        var label = schema.RequireBinary(Host, Options.LabelColumnName);
        return new BinaryLabel(label, label.Type is KeyDataViewType ? new BinaryTarget(IsKey: true, LabelValues.Of(label)) : new BinaryTarget());
    }
}
