// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a neural network to choose one of several classes.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>Task</term><description>multiclass classification (two classes too)</description></item>
/// <item><term>Input</term><description>a key label (MapValueToKey), a vector of Single of known size or one Single, optional
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
    /// <exception cref="InvalidOperationException">There are no usable rows, or the network does not fit them.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public NeuralTransformer Fit(IDataView input)
    {
        Guard.NotNull(input);
        GetOutputSchema(input.Schema.ToShape());
        var label = input.Schema.RequireKey(_host, Options.LabelColumnName);
        var target = new ClassTarget((int)((KeyDataViewType)label.Type).Count, LabelValues.Of(label));
        var (features, width) = input.Schema.RequireFeatures(_host, Options.FeatureColumnName);
        return _host.WithLog("Training", log =>
        {
            var rows = Read(input, features, width, label, target, log);
            var vector = new VectorInput(features.Name, width, features.Type is VectorDataViewType);
            var result = NeuralEstimation.Fit(_host, Options, _run, rows, target, log);
            var activation = Options.Loss.OutputActivation;
            var model = new NeuralModel(result.Network, vector, rows.Scaling, target, activation, result.History);
            return new NeuralTransformer(_host, model, result.Device);
        });
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema);
        inputSchema.RequireFeatures(_host, Options.FeatureColumnName);
        inputSchema.RequireWeight(_host, Options.ExampleWeightColumnName);
        return inputSchema.WithClassScores(inputSchema.RequireKey(_host, Options.LabelColumnName));
    }

    private MemoryRows Read(
        IDataView input, DataViewSchema.Column features, int width, DataViewSchema.Column label, ClassTarget target, TrainerLog log)
    {
        var reading = new RowReadingOptions(
            features,
            width,
            label,
            target.Count,
            input.Schema.RequireWeight(_host, Options.ExampleWeightColumnName),
            Options.ClassWeights,
            Options.Standardize,
            Options.MissingValues);
        var rows = RowReader.Read(input, reading, _host.CheckAlive, out var unlabeled);
        if (unlabeled > 0)
        {
            log.Warning($"{unlabeled} rows without a label in column '{label.Name}' were left out.");
        }

        return rows;
    }
}
