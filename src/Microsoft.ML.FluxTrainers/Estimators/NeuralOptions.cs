// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters that all neural-network trainers share.</summary>
public abstract record NeuralOptions : TrainerOptions
{
    private protected NeuralOptions()
    {
    }

    /// <summary>The column to predict. Default "Label".</summary>
    public string LabelColumnName { get; init => field = Guard.NotEmpty(value); } = "Label";

    /// <summary>The weight of each row in the loss, a Single of at least 0; a row of weight 0 is left out. Only ratios
    /// matter: weights are scaled to mean 1. Default: null, all rows weigh the same.</summary>
    public string? ExampleWeightColumnName { get; init; }

    /// <summary>The network between features and outputs. Default: two hidden layers of 128 and 64, ReLU; for
    /// images <see cref="ConvBuilder"/>.</summary>
    public NetworkBuilder Builder { get; init => field = Guard.NotNull(value); } = new MlpBuilder(128, 64);

    /// <summary>How the weights follow their gradient. Default: Adam with learning rate 0.003, for
    /// images 0.001.</summary>
    public Optimizer Optimizer { get; init => field = Guard.NotNull(value); } = new Adam(0.003);

    /// <summary>How the learning rate varies during the training, from the optimizer's. Default: null, it stays.</summary>
    public LearningRateSchedule? LearningRateSchedule { get; init; }

    /// <summary>Passes over the training rows, at least 0. Default 50, for images 20.</summary>
    public int Epochs { get; init => field = Guard.NotNegative(value); } = 50;

    /// <summary>Rows per gradient step, at least 1; the last batch of an epoch may be smaller. Default 32.</summary>
    public int BatchSize { get; init => field = Guard.Positive(value); } = 32;

    /// <summary>The order of the rows. Default: a new one each epoch.</summary>
    public Shuffle Shuffle { get; init => field = Guard.Defined(value); } = Shuffle.PerEpoch;

    /// <summary>A penalty on large weights. Default: none.</summary>
    public Penalty Penalty { get; init => field = Guard.NotNull(value); } = new();

    /// <summary>A bound on the gradient of a step. Default: null, none.</summary>
    public GradientClip? GradientClip { get; init; }

    /// <summary>Batches per update, at least 1: their gradients are averaged over all their rows, as if they were one batch, in the memory of one. The last update
    /// of an epoch may have fewer. Default 1.</summary>
    /// <remarks>Batch norms see single batches.</remarks>
    public int AccumulationSteps { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>The parameters with a learning rate or weight decay of their own, such as <c>new ParameterGroup("*.bias") { WeightDecayFactor = 0 }</c>. A parameter
    /// belongs to the first group whose pattern matches; a pattern that matches none is an error when the network is known. Default: none.</summary>
    public ValueList<ParameterGroup> ParameterGroups { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>What mean of its weights the network gets, instead of the last. Default: null, none.</summary>
    public WeightAveraging? WeightAveraging { get; init; }

    /// <summary>The share of the training rows that is held out for validation, at least 0 and below 1; of each class where the label has classes. Those
    /// rows are not trained on: their loss is measured after each cycle. Default 0.</summary>
    public double ValidationFraction { get; init => field = Guard.BelowOne(value); }

    /// <summary>A Boolean column that is true in the rows to hold out for validation, instead of <see cref="ValidationFraction"/>. Default: null.</summary>
    public string? ValidationColumnName { get; init; }

    /// <summary>Ends the training before its last epoch, for example <c>new Patience(5) | new TimeLimit(…)</c>. It judges the validation loss, or the training
    /// loss where nothing is held out. Default: null, all epochs are trained.</summary>
    public StoppingCriterion? Stopping { get; init; }

    /// <summary>Epochs per cycle, at least 1: after each cycle the validation loss is measured and <see cref="Stopping"/> is asked. Default 1.</summary>
    public int EpochsPerCycle { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>Whether the trained network has the weights of the cycle with the lowest validation loss, instead of the last. Without validation rows it
    /// has the last. Default true.</summary>
    public bool RestoreBestWeights { get; init; } = true;

    /// <summary>Whether a fit that is given an earlier model starts anew where the optimizer or the schedule of the learning rate differs; else the new ones go on
    /// from the earlier weights, an optimizer of the same type from its memory. Default false.</summary>
    public bool OptimizerChangesTriggerRetraining { get; init; }

    /// <summary>The parameters that training leaves as they are, to the bit: patterns of their names, such as "layer1.*" or
    /// "*.bias", where * stands for any characters and letter case matters. Default: none.</summary>
    /// <remarks>No optimizer, penalty or weight decay moves them, and a bound on the norm of the gradient does not count them.
    /// A batch norm whose parameters are all frozen is in evaluation mode: it uses the averages that it has and keeps them.
    /// Names are those of PyTorch's state dict: a layer's name, a dot and that of its tensor. A pattern that matches no parameter, or all parameters frozen, is
    /// an error when the network is known.</remarks>
    public ValueList<string> FrozenLayers { get; init => field = Guard.EachNotEmpty(value); } = [];

    /// <summary>A file of weights to start from. Default: null, the builder's initial weights.</summary>
    public PretrainedWeights? Pretrained { get; init; }

    /// <summary>Seeds the initial weights, the order of the rows and dropout: the same seed, data, number of threads and kind
    /// of machine give the same model to the bit. Default: null, which takes the seed of the MLContext, or a random one where
    /// that has none.</summary>
    public int? Seed { get; init; }

    /// <summary>Where the network is trained. A loaded model scores on the CPU. Default: <see cref="Device.Auto"/>.</summary>
    public Device Device { get; init => field = Guard.NotNull(value); } = Device.Auto;

    /// <summary>Factors on the weights of classes, where the label has classes and they are wanted.</summary>
    internal virtual ClassWeights? RowClassWeights => null;

    /// <summary>The loss.</summary>
    private protected abstract Loss TrainingLoss { get; }

    /// <summary>Checks that the loss suits the task.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    private protected abstract void CheckLoss();

    /// <summary>Checks the rules between settings of the input.</summary>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    private protected virtual void CheckInput()
    {
        // Most inputs have none.
    }

    /// <summary>Checks the rules between settings.</summary>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    internal void Validate()
    {
        Optimizer.Validate();
        LearningRateSchedule?.Validate(Epochs);
        CheckLoss();
        CheckInput();
        if (ValidationFraction > 0 && ValidationColumnName is not null)
        {
            throw new ArgumentException(
                $"ValidationFraction and ValidationColumnName ('{ValidationColumnName}') both say which rows to hold out. Set one of them.");
        }

        if (Optimizer.NeedsClosure && GradientClip is not null)
        {
            throw new ArgumentException(
                $"{Optimizer.GetType().Name} needs the true gradient: it cannot be combined with GradientClip.");
        }

        if (Optimizer.NeedsClosure && (AccumulationSteps > 1 || ParameterGroups.Count > 0))
        {
            throw new ArgumentException(AccumulationSteps > 1
                ? $"{Optimizer.GetType().Name} takes each step on all rows: it cannot be combined with AccumulationSteps."
                : $"{Optimizer.GetType().Name} moves all parameters along one line: it cannot be combined with ParameterGroups.");
        }
    }

    /// <summary>Checks the rules between settings and the circumstances of a fit.</summary>
    /// <exception cref="ArgumentException">They exclude each other.</exception>
    internal void Validate(TrainingRun run)
    {
        var holdsOut = ValidationFraction > 0 ? FormattableString.Invariant($"ValidationFraction = {ValidationFraction}")
            : ValidationColumnName is not null ? $"ValidationColumnName = '{ValidationColumnName}'"
            : null;
        if (run.DataLoading is StreamingLoading && holdsOut is not null)
        {
            throw new ArgumentException(
                $"{holdsOut} cannot be combined with DataLoading.Streaming, which keeps no rows: give Fit a validation set of its own, or use DataLoading.Spill.");
        }
    }

    internal TrainingSettings ToSettings() => new(Epochs, BatchSize, Shuffle, Optimizer, TrainingLoss, Penalty, GradientClip)
    {
        Stopping = Stopping,
        EpochsPerCycle = EpochsPerCycle,
        RestoreBestWeights = RestoreBestWeights,
        FrozenLayers = FrozenLayers,
        Schedule = LearningRateSchedule,
        AccumulationSteps = AccumulationSteps,
        ParameterGroups = ParameterGroups,
        WeightAveraging = WeightAveraging,
        Pretrained = Pretrained,
    };
}
