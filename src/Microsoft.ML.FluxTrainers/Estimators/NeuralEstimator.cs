// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What all neural-network trainers are: a fit, a look at the data before it, and a schema.</summary>
/// <typeparam name="TOptions">The hyperparameters.</typeparam>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public abstract class NeuralEstimator<TOptions> : ITrainerEstimator<NeuralTransformer, NeuralModel>
    where TOptions : NeuralOptions
{
    private readonly TrainingRun _run;

    private protected NeuralEstimator(IHostEnvironment environment, TOptions options, TrainingRun run)
    {
        options.Validate();
        Host = new TrainerHost(environment, GetType().Name);
        (Options, _run) = (options, run);
    }

    /// <summary>The hyperparameters.</summary>
    public TOptions Options { get; }

    /// <inheritdoc/>
    public TrainerInfo Info { get; } = TrainerFacts.Neural;

    private protected TrainerHost Host { get; }

    /// <summary>Trains a new network; neither this estimator nor its options change.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The labels cannot be learned (one class only, one that is missing where that is no reason to
    /// leave out the row), there are no usable rows, or the network does not fit them.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public NeuralTransformer Fit(IDataView input)
    {
        Guard.NotNull(input);
        return NeuralEstimation.Fit(Host, Options, _run, input, Columns(input.Schema));
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
        return NeuralEstimation.DryRun(Host, Options, _run, input, Columns(input.Schema));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema);
        CheckInput(inputSchema);
        inputSchema.RequireWeight(Host, Options.ExampleWeightColumnName);
        return AddScores(inputSchema);
    }

    /// <summary>Checks the columns that the network's inputs are made of.</summary>
    private protected abstract void CheckInput(SchemaShape shape);

    /// <summary>Checks the label, and adds the columns of a prediction.</summary>
    private protected abstract SchemaShape AddScores(SchemaShape shape);

    /// <summary>The columns that the network's inputs are made of.</summary>
    private protected abstract InputEncoder Input(DataViewSchema schema);

    /// <summary>The label.</summary>
    private protected abstract LabelReader Label(DataViewSchema schema);

    /// <summary>Which columns are read, and how.</summary>
    private RowReadingOptions Columns(DataViewSchema schema)
    {
        GetOutputSchema(schema.ToShape());
        var label = Label(schema);
        var weight = schema.RequireWeight(Host, Options.ExampleWeightColumnName);
        return new RowReadingOptions(Input(schema), label, weight, Options.RowClassWeights);
    }
}
