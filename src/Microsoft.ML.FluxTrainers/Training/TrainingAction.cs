// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What is done after each cycle of a training: a callback, a condition, a file. A circumstance of a fit, in <see cref="TrainingRun.Actions"/>: it has no part in what
/// the model is.</summary>
/// <remarks>
/// Actions run on the training's thread, in their order, all of them after each cycle, before the stopping criterion is asked. One value serves any number of fits. An
/// exception out of an action ends the fit as it is; <see cref="NeuralTransformer.FromFailedFit"/> has the best model so far.
/// </remarks>
public abstract record TrainingAction
{
    private protected TrainingAction()
    {
    }

    /// <summary>Calls a function.</summary>
    /// <param name="callback">Gets what happened in the cycle.</param>
    public static TrainingAction Do(Action<EpochResult> callback)
    {
        Guard.NotNull(callback, nameof(callback));
        return new CallbackAction((result, _) => callback(result));
    }

    /// <summary>Calls a function that may look at the weights, stop the training or warn.</summary>
    /// <param name="callback">Gets what happened in the cycle, and a context of use until it returns.</param>
    public static TrainingAction Do(Action<EpochResult, TrainingContext> callback) => new CallbackAction(Guard.NotNull(callback, nameof(callback)));

    /// <summary>Writes a warning to the log, and a note into the history, after each cycle for which something is true.</summary>
    /// <param name="predicate">What is asked.</param>
    /// <param name="message">The warning, not empty.</param>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    public static TrainingAction WarnIf(Func<EpochResult, bool> predicate, string message)
    {
        Guard.NotNull(predicate, nameof(predicate));
        Guard.NotEmpty(message, nameof(message));
        return new ConditionAction(predicate, (_, context) => context.Warn(message));
    }

    /// <summary>Ends the training, with the best weights, once something is true after a cycle.</summary>
    /// <param name="predicate">What is asked.</param>
    /// <param name="message">The reason in the history, not empty.</param>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    public static TrainingAction StopIf(Func<EpochResult, bool> predicate, string message)
    {
        Guard.NotNull(predicate, nameof(predicate));
        Guard.NotEmpty(message, nameof(message));
        return new ConditionAction(predicate, (_, context) => context.Stop(message));
    }

    /// <summary>Ends the fit with an <see cref="InvalidOperationException"/> once something is true after a cycle.</summary>
    /// <param name="predicate">What is asked.</param>
    /// <param name="message">The message of the exception, not empty.</param>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    public static TrainingAction ErrorIf(Func<EpochResult, bool> predicate, string message)
    {
        Guard.NotNull(predicate, nameof(predicate));
        Guard.NotEmpty(message, nameof(message));
        return new ConditionAction(
            predicate,
            (result, _) => throw new InvalidOperationException(FormattableString.Invariant($"{message} (after epoch {result.Epoch})")));
    }

    /// <summary>Writes the history to a CSV file, one line an epoch, as the training goes on: epoch, losses, the validation metric if there is one, learning rate,
    /// seconds. Numbers are in the invariant culture; what was not measured is empty.</summary>
    /// <param name="path">The file, which is replaced.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static TrainingAction WriteCsv(string path) => new CsvAction(Guard.NotEmpty(path, nameof(path)));

    /// <summary>Writes the history to a JSON file, all its events: at the end of the fit, however it ends, and at most once a second until then.</summary>
    /// <param name="path">The file, which is replaced whole each time.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static TrainingAction WriteJson(string path) => new JsonAction(Guard.NotEmpty(path, nameof(path)));

    /// <summary>Writes an event file for TensorBoard: losses, the validation metric, the learning rate, and histograms of each weight and of its gradient in the epoch's
    /// last update (as it is before penalty and clipping). Needs neither TensorBoard nor libtorch.</summary>
    /// <param name="folder">The run's folder: a new file each fit.</param>
    /// <param name="histograms">Whether to write histograms. Default true.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static TrainingAction TensorBoard(string folder, bool histograms = true) => new TensorBoardAction(Guard.NotEmpty(folder, nameof(folder)), histograms);

    /// <summary>Keeps, in the history, what the network is like inside, for the report: histograms of the weights, the size of updates and gradients, and units that are
    /// always 0. Writes a warning once it finds dead units or exploding updates.</summary>
    /// <param name="rows">How many validation rows (or else training rows) are looked at for units that are always 0: at least so many, in whole blocks. At least 1, default 1000.</param>
    /// <remarks>Costs a copy of the weights in each cycle, and in at most 50 cycles, evenly spaced, a forward pass over these rows. It has no part in what is trained.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public static TrainingAction WatchNetwork(int rows = 1000) => new NetworkAction(Guard.Positive(rows, nameof(rows)));

    /// <summary>The same action on every <paramref name="cycles"/>-th cycle only: with 10, on cycles 10, 20, …</summary>
    /// <param name="cycles">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is less than 1.</exception>
    public TrainingAction Every(int cycles) => new EveryAction(this, Guard.Positive(cycles, nameof(cycles)));

    /// <summary>Whether the gradient is to be kept at the end of each epoch.</summary>
    internal virtual bool WantsGradient => false;

    /// <summary>Whether the weights before the last update of each epoch are to be kept too.</summary>
    internal virtual bool WantsUpdate => false;

    /// <summary>What does the work in one fit.</summary>
    internal abstract TrainingObserver Begin(ObservedFit fit);
}
