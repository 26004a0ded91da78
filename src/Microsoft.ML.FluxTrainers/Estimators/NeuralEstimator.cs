// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using Microsoft.ML.Trainers;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What all neural-network trainers are: a fit, a look at the data before it, and a schema.</summary>
/// <typeparam name="TOptions">The hyperparameters.</typeparam>
/// <threadsafety>Immutable: several threads may fit at once.</threadsafety>
public abstract class NeuralEstimator<TOptions> : ITrainerEstimator<NeuralTransformer, NeuralModel>, INetworkTrainer, ITunableTrainer
    where TOptions : NeuralOptions
{
    private readonly TrainingRun _run;

    private protected NeuralEstimator(IHostEnvironment environment, TOptions options, TrainingRun run)
    {
        options.Validate();
        options.Validate(run);
        Host = new TrainerHost(environment, GetType().Name);
        (Options, _run) = (options, run);
    }

    /// <summary>The hyperparameters.</summary>
    public TOptions Options { get; }

    /// <inheritdoc/>
    public TrainerInfo Info { get; } = TrainerFacts.Neural;

    NeuralOptions ITunableTrainer.TrainerOptions => Options;

    TrainingRun ITunableTrainer.Run => _run;

    private protected TrainerHost Host { get; }

    /// <summary>Trains a new network; neither this estimator nor its options change.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The trained network.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The labels cannot be learned (one class only, one that is missing where that is no reason to
    /// leave out the row), there are no usable rows, or the network does not fit them.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public NeuralTransformer Fit(IDataView input) => Fit(input, null);

    /// <summary>Trains a network with validation data, or goes on where an earlier fit ended.</summary>
    /// <param name="input">The training data.</param>
    /// <param name="validation">Rows that are not trained on: their loss is measured after each cycle of <see cref="NeuralOptions.EpochsPerCycle"/> epochs. They pass
    /// through the same earlier steps of a pipeline as <paramref name="input"/>. Default: null, which holds out what
    /// <see cref="NeuralOptions.ValidationFraction"/> says.</param>
    /// <param name="previous">
    /// The earlier fit's result, or null. <see cref="NeuralOptions.Epochs"/> counts its epochs too. The fit goes on where that one ended, as if it had never
    /// stopped, if the rows are the same and no option differs but Epochs (not lower), those of stopping, the optimizer and the learning-rate schedule (which take effect).
    /// Otherwise it starts anew, with a warning that names what differs.
    /// </param>
    /// <returns>The trained network; <paramref name="previous"/> does not change.</returns>
    /// <exception cref="ArgumentException">Both validation data and an option that holds out rows are given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">As without; or the earlier model has no training state, or does not know a class.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public NeuralTransformer Fit(IDataView input, IDataView? validation = null, NeuralTransformer? previous = null) => Fit(input, validation, previous?.Model);

    /// <summary>Trains an earlier model further, on new rows.</summary>
    /// <param name="newRows">The rows to train on; those of the earlier fit are not needed. Scaling and classes stay those of the earlier model.</param>
    /// <param name="previous">The model to go on from, with its training state; it does not change.</param>
    /// <param name="epochs">Passes over the new rows, at least 1.</param>
    /// <returns>The network trained further, whose history tells of both.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type, or the number of epochs is below 1.</exception>
    /// <exception cref="InvalidOperationException">The earlier model has no training state, was trained with other options, or does not know a class.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    public NeuralTransformer PartialFit(IDataView newRows, NeuralTransformer previous, int epochs = 1) =>
        PartialFit(newRows, Guard.NotNull(previous, nameof(previous)).Model, Guard.Positive(epochs, nameof(epochs)));

    /// <summary>Tries a fit on one batch, without training anything: does the network fit the data, what will it need?</summary>
    /// <param name="input">The training data; at most <see cref="NeuralOptions.BatchSize"/> rows of it are read.</param>
    /// <returns>Shapes, estimates of memory and time, and faults in the rows read.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The data is empty, or the network does not fit it.</exception>
    /// <exception cref="OperationCanceledException">The fit was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public DryRunReport DryRun(IDataView input)
    {
        Guard.NotNull(input, nameof(input));
        return Host.WithLog("Dry run", log => Estimation(log).DryRun(input, Columns(input.Schema)));
    }

    /// <summary>Measures the loss at rising learning rates, on a network that is thrown away: nothing of this estimator changes.</summary>
    /// <param name="input">The training data.</param>
    /// <param name="lowest">The first rate, greater than 0. Default 1e-7.</param>
    /// <param name="highest">The last rate, above the first. Default 10.</param>
    /// <param name="steps">The number of updates, at least 10: one for each rate, over as many passes as that takes. Default 100.</param>
    /// <returns>The curve and a suggestion. The same seed and data give the same curve.</returns>
    /// <remarks>Rates rise by a constant factor from update to update, in place of the optimizer's learning rate and of a schedule. Everything else (optimizer, batch size,
    /// accumulation, penalty, clip, groups) is as in a fit; rows held out for validation are left out.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range, or a column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">The optimizer takes one step on all rows, or as with <see cref="Fit(IDataView)"/>.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    /// <exception cref="TorchNotAvailableException">Torch's native library cannot be loaded.</exception>
    public LearningRateCurve FindLearningRate(IDataView input, double lowest = 1e-7, double highest = 10, int steps = 100)
    {
        Guard.NotNull(input, nameof(input));
        Guard.Positive(lowest, nameof(lowest));
        if (!(Guard.Positive(highest, nameof(highest)) > lowest))
        {
            throw new ArgumentOutOfRangeException(nameof(highest), highest, FormattableString.Invariant($"{nameof(highest)} must be above {nameof(lowest)}, which is {lowest}."));
        }

        var rates = LearningRateFinder.Rates(lowest, highest, Guard.AtLeast(10, steps, nameof(steps)));
        if (Options.Optimizer.NeedsClosure)
        {
            throw new InvalidOperationException(
                $"{Options.Optimizer.GetType().Name} finds the length of its steps on all rows: there is no curve of losses over batches. Find a rate for another optimizer.");
        }

        return Host.WithLog("Finding a learning rate", log => Estimation(log).FindLearningRate(new FitInputs(input, Columns(input.Schema)), rates));
    }

    ITransformer INetworkTrainer.Fit(IDataView input, IDataView? validation, NeuralModel? previous) => Fit(input, validation, previous);

    ITransformer INetworkTrainer.PartialFit(IDataView newRows, NeuralModel previous, int epochs) => PartialFit(newRows, previous, epochs);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Guard.NotNull(inputSchema, nameof(inputSchema));
        CheckInput(inputSchema);
        inputSchema.RequireWeight(Host, Options.ExampleWeightColumnName);
        inputSchema.RequireValidation(Host, Options.ValidationColumnName);
        return AddScores(inputSchema);
    }

    ITunableTrainer ITunableTrainer.Vary(IHostEnvironment environment, NeuralOptions options, TrainingRun run) => Vary(environment, (TOptions)options, run);

    /// <summary>A trainer of the same kind.</summary>
    private protected abstract NeuralEstimator<TOptions> Vary(IHostEnvironment environment, TOptions options, TrainingRun run);

    /// <summary>Checks the columns that the network's inputs are made of.</summary>
    private protected abstract void CheckInput(SchemaShape shape);

    /// <summary>Checks the label, and adds the columns of a prediction.</summary>
    private protected abstract SchemaShape AddScores(SchemaShape shape);

    /// <summary>The columns that the network's inputs are made of.</summary>
    private protected abstract InputEncoder Input(DataViewSchema schema);

    /// <summary>The label.</summary>
    private protected abstract LabelReader Label(DataViewSchema schema);

    private NeuralTransformer Fit(IDataView input, IDataView? validation, NeuralModel? previous)
    {
        Guard.NotNull(input, nameof(input));
        if (validation is not null && (Options.ValidationFraction > 0 || Options.ValidationColumnName is not null))
        {
            throw new ArgumentException(
                "Validation data is given, and the options hold out rows too (ValidationFraction or ValidationColumnName). Use one of them.", nameof(validation));
        }

        return Fit(new FitInputs(input, Columns(input.Schema))
        {
            Validation = validation,
            ValidationReading = validation is null ? null : Columns(validation.Schema),
            Previous = previous,
        });
    }

    private NeuralTransformer PartialFit(IDataView newRows, NeuralModel previous, int epochs)
    {
        Guard.NotNull(newRows, nameof(newRows));
        return Fit(new FitInputs(newRows, Columns(newRows.Schema)) { Previous = previous, MoreEpochs = epochs });
    }

    private NeuralTransformer Fit(FitInputs inputs) => Host.WithLog("Training", log => Estimation(log).Fit(inputs));

    private NeuralEstimation Estimation(TrainerLog log) => new(Host, Options, _run, log.And(_run.Logger));

    /// <summary>Which columns are read, and how.</summary>
    private RowReadingOptions Columns(DataViewSchema schema)
    {
        GetOutputSchema(schema.ToShape());
        var label = Label(schema);
        var weight = schema.RequireWeight(Host, Options.ExampleWeightColumnName);
        var held = schema.RequireValidation(Host, Options.ValidationColumnName);
        return new RowReadingOptions(Input(schema), label, weight, Options.RowClassWeights, held);
    }
}
