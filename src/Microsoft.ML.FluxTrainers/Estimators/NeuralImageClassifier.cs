// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to choose one of several classes for an image.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>multiclass classification (two classes too)</description></item>
/// <item><term>Input</term><description>a key label of at least two classes (MapValueToKey); images as MLImage, as paths, or as vectors of pixels
/// (Byte or Single); optional weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: images are resized and normalized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once, and images are kept as bytes</description></item>
/// <item><term>Output</term><description>PredictedLabel (key), Score (a probability a class)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>none on the CPU for networks of this library's builders; else a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// Permutation feature importance says nothing about images: it shuffles single numbers of a row.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralImageClassifier : NeuralEstimator<NeuralImageClassifierOptions>
{
    internal NeuralImageClassifier(IHostEnvironment environment, NeuralImageClassifierOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override NeuralEstimator<NeuralImageClassifierOptions> Vary(IHostEnvironment environment, NeuralImageClassifierOptions options, TrainingRun run) =>
        new NeuralImageClassifier(environment, options, run);

    private protected override void CheckInput(SchemaShape shape) => shape.RequireImages(Host, Options.ImageColumnName);

    private protected override SchemaShape AddScores(SchemaShape shape) =>
        shape.WithClassScores(shape.RequireKey(Host, Options.LabelColumnName));

    private protected override InputEncoder Input(DataViewSchema schema)
    {
        var (source, column) = schema.RequireImages(Host, Options.ImageColumnName, Options.Format);
        Options.Normalization.Check(column.Size.Channels);
        return new ImageEncoder(source, column, Options.Normalization, Options.Augmentation);
    }

    private protected override LabelReader Label(DataViewSchema schema) => ClassLabel.Of(schema.RequireKey(Host, Options.LabelColumnName));
}
