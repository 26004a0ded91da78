// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to choose one of several classes.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>multiclass classification (two classes too)</description></item>
/// <item><term>Input</term><description>a key label of at least two classes (MapValueToKey), a vector of Single of known size or one Single, optional
/// weights of type Single</description></item>
/// <item><term>Normalization needed</term><description>no: features are standardized inside</description></item>
/// <item><term>Caching needed</term><description>no: the data is read once</description></item>
/// <item><term>Output</term><description>PredictedLabel (key), Score (a probability a class)</description></item>
/// <item><term>ONNX export</term><description>no</description></item>
/// <item><term>Package beside this one</term><description>a libtorch package, e.g. TorchSharp-cpu</description></item>
/// </list>
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public sealed class NeuralClassifier : ITrainerEstimator<NeuralTransformer, NeuralModel>
{
    private readonly TrainerHost _host;
    private readonly TrainingRun _run;

    internal NeuralClassifier(IHostEnvironment environment, NeuralClassifierOptions options, TrainingRun run)
    {
        options.Validate();
        _host = new TrainerHost(environment, nameof(NeuralClassifier));
        (Options, _run) = (options, run);
    }

    /// <summary>The hyperparameters.</summary>
    public NeuralClassifierOptions Options { get; }

    /// <inheritdoc/>
    public TrainerInfo Info { get; } = TrainerFacts.Neural;

    /// <summary>Trains a new network; neither this estimator nor its options change.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The label has one class only, there are no usable rows, or the network does
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
        return inputSchema.WithClassScores(inputSchema.RequireKey(_host, Options.LabelColumnName));
    }

    /// <summary>Which columns are read, and how.</summary>
    private RowReadingOptions Columns(DataViewSchema schema)
    {
        GetOutputSchema(schema.ToShape());
        var label = schema.RequireKey(_host, Options.LabelColumnName);
        var (features, width) = schema.RequireFeatures(_host, Options.FeatureColumnName);
        var weight = schema.RequireWeight(_host, Options.ExampleWeightColumnName);
        var target = new ClassTarget((int)((KeyDataViewType)label.Type).Count, LabelValues.Of(label));
        if (target.Count == 1)
        {
            throw new InvalidOperationException(
                $"Label column '{label.Name}' has only one class ('{target.Names[0]}'): there is nothing to choose from. Train on data with at least two.");
        }

        return new RowReadingOptions(
            features, width, new ClassLabel(label, target), weight, Options.ClassWeights, Options.Standardize, Options.MissingValues);
    }
}
