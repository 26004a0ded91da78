// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

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
public sealed class NeuralBinaryClassifier : ITrainerEstimator<NeuralTransformer, NeuralModel>
{
    private readonly TrainerHost _host;
    private readonly TrainingRun _run;

    internal NeuralBinaryClassifier(IHostEnvironment environment, NeuralBinaryClassifierOptions options, TrainingRun run)
    {
        options.Validate();
        _host = new TrainerHost(environment, nameof(NeuralBinaryClassifier));
        (Options, _run) = (options, run);
    }

    /// <summary>The hyperparameters.</summary>
    public NeuralBinaryClassifierOptions Options { get; }

    /// <inheritdoc/>
    public TrainerInfo Info { get; } = TrainerFacts.Neural;

    /// <summary>Trains a new network; neither this estimator nor its options change.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">All labels are the same, there are no usable rows, or the network does
    /// not fit them.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public NeuralTransformer Fit(IDataView input)
    {
        Guard.NotNull(input);
        return NeuralEstimation.Fit(_host, Options, _run, input, Columns(input.Schema));
    }

    /// <summary>Tries a fit on one batch, without training anything: does the network fit the data, what will it need?</summary>
    /// <param name="input">The training data; at most <see cref="NeuralOptions.BatchSize"/> rows of it are read.</param>
    /// <returns>Shapes, estimates of memory and time, and faults in the rows read.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The data is empty, or the network does not fit it.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public DryRunReport DryRun(IDataView input)
    {
        Guard.NotNull(input);
        return NeuralEstimation.DryRun(_host, Options, _run, input, Columns(input.Schema));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema);
        inputSchema.RequireFeatures(_host, Options.FeatureColumnName);
        inputSchema.RequireWeight(_host, Options.ExampleWeightColumnName);
        inputSchema.RequireBoolean(_host, Options.LabelColumnName);
        return inputSchema.WithBinaryScores();
    }

    /// <summary>Which columns are read, and how.</summary>
    private RowReadingOptions Columns(DataViewSchema schema)
    {
        GetOutputSchema(schema.ToShape());
        var (features, width) = schema.RequireFeatures(_host, Options.FeatureColumnName);
        var label = new BinaryLabel(schema.RequireBoolean(_host, Options.LabelColumnName));
        var weight = schema.RequireWeight(_host, Options.ExampleWeightColumnName);
        return new RowReadingOptions(
            features, width, label, weight, Options.ClassWeights, Options.Standardize, Options.MissingValues);
    }
}
