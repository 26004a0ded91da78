// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a callback of <see cref="TrainingAction"/> may look at and do while it runs. Of no use after it has returned.</summary>
public sealed class TrainingContext
{
    private readonly TrainingSession _session;
    private readonly IEpochRunner _runner;
    private readonly TrainerProgress _log;
    private readonly Func<double> _seconds;
    private bool _isOver;

    internal TrainingContext(TrainingSession session, IEpochRunner runner, TrainerProgress log, Func<double> seconds) =>
        (_session, _runner, _log, _seconds) = (session, runner, log, seconds);

    /// <summary>What has happened so far; stays as it is when the training goes on.</summary>
    public TrainingHistory History => _session.History.Snapshot();

    /// <summary>Why the training shall stop, or null.</summary>
    internal string? StopReason { get; private set; }

    /// <summary>A copy of the network's weights as they are now, by PyTorch's names, each row after row.</summary>
    /// <returns>Trained and frozen parameters, and the numbers that batch normalization keeps.</returns>
    /// <exception cref="InvalidOperationException">The callback has returned.</exception>
    public IReadOnlyDictionary<string, float[]> CopyParameters()
    {
        CheckIsUnderway();
        return _runner.State().Tensors.Where(tensor => tensor.Values is float[]).ToDictionary(tensor => tensor.Name, tensor => (float[])((float[])tensor.Values).Clone());
    }

    /// <summary>Ends the training after this cycle, as a stopping criterion does: the best weights are restored.</summary>
    /// <param name="reason">The reason in the history, not empty. Of several, the first counts.</param>
    /// <exception cref="ArgumentException">The reason is empty.</exception>
    /// <exception cref="InvalidOperationException">The callback has returned.</exception>
    public void Stop(string reason)
    {
        CheckIsUnderway();
        StopReason ??= Guard.NotEmpty(reason, nameof(reason));
    }

    /// <summary>Writes a warning to the log, and into the history as a note.</summary>
    /// <param name="message">The words, not empty.</param>
    /// <exception cref="ArgumentException">The message is empty.</exception>
    /// <exception cref="InvalidOperationException">The callback has returned.</exception>
    public void Warn(string message)
    {
        CheckIsUnderway();
        _session.History.Add(TrainingEvent.Note(_session.Epoch, Guard.NotEmpty(message, nameof(message)), TimeSpan.FromSeconds(_seconds())));
        _log.Warning(FormattableString.Invariant($"After epoch {_session.Epoch}: {message}"));
    }

    /// <summary>Ends the use of this object.</summary>
    internal void Close() => _isOver = true;

    private void CheckIsUnderway()
    {
        if (_isOver)
        {
            throw new InvalidOperationException("The callback that this context was given to has returned: the training has gone on. Copy what is needed inside the callback.");
        }
    }
}
