// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains one neural network to tell, for each of several labels, whether a row has it.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>multi-label classification: a row may have any number of labels</description></item>
/// <item><term>Input</term><description>a label that is a vector of Boolean or of Single (0 or 1) of known size, or a vector of keys: the labels that the row
/// has (MapValueToKey of a vector of texts); a vector of Single of known size or one Single, categories or a raw table (<see cref="TabularOptions"/>); optional weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>PredictedLabels (a vector of Boolean, also for keys), Score (a vector of probabilities, independent of each other); the
/// slot names of both are those of the label's slots or the values of its keys</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>none on the CPU for networks of this library's builders; else a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// The loss is <see cref="BinaryCrossEntropy"/>, the mean over the labels of a row. A label that no training row has, or all have, is
/// learned as such. A missing key stands for no label. Evaluate it with <see cref="FluxTrainersCatalog.EvaluateMultilabel"/> and
/// <see cref="FluxTrainersCatalog.CrossValidateMultilabel"/>; <see cref="NeuralTransformer.WithThreshold"/> moves the threshold.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralMultilabelClassifier : TabularEstimator<NeuralMultilabelClassifierOptions>
{
    internal NeuralMultilabelClassifier(IHostEnvironment environment, NeuralMultilabelClassifierOptions options, TrainingRun run)
        : base(environment, options, run)
    {
    }

    private protected override NeuralEstimator<NeuralMultilabelClassifierOptions> Vary(IHostEnvironment environment, NeuralMultilabelClassifierOptions options, TrainingRun run) =>
        new NeuralMultilabelClassifier(environment, options, run);

    private protected override SchemaShape AddScores(SchemaShape shape)
    {
        var label = shape.RequireFlags(Host, Options.LabelColumnName);
        return shape.WithLabelScores(label.HasNames());
    }

    private protected override LabelReader Label(DataViewSchema schema) =>
        new FlagsLabel(schema.RequireFlags(Host, Options.LabelColumnName), Options.Threshold);
}
