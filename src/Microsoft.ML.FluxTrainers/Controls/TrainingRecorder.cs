// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes a <see cref="TrainingHistory"/> while the training runs. Thread-safe; a snapshot copies nothing.</summary>
internal sealed class TrainingRecorder(TrainingSetup setup)
{
    private readonly object _gate = new();
    private readonly AppendOnlyList<TrainingEvent> _events = new();
    private readonly AppendOnlyList<double> _trainingLosses = new();
    private readonly AppendOnlyList<double> _validationLosses = new();
    private FitStart _fitStart;
    private TimeSpan _before;
    private TimeSpan _elapsed;
    private int _epoch;
    private TrainingDetails _details = TrainingDetails.None;

    /// <summary>A recorder for a new fit that continues an earlier one.</summary>
    /// <remarks>The times of events added count from the new fit's start.</remarks>
    /// <param name="previous">The earlier fit.</param>
    /// <param name="setup">Where the new one runs.</param>
    /// <param name="hasOtherValidation">Whether what the validation rows said in it cannot be compared.</param>
    public static TrainingRecorder Continue(TrainingHistory previous, TrainingSetup setup, bool hasOtherValidation = false)
    {
        var recorder = Replay(previous.Events, setup, fitStart: previous.Events.Count);
        recorder._before = previous.Elapsed;
        recorder._details = previous.Details with
        {
            Validation = null,
            ComparableFrom = hasOtherValidation ? previous.Events.Count : previous.Details.ComparableFrom,
        };
        return recorder;
    }

    /// <summary>A recorder that goes on with the same fit after an interruption.</summary>
    /// <remarks>The times of events added count from the resumption.</remarks>
    public static TrainingRecorder Resume(TrainingHistory snapshot)
    {
        var recorder = Replay(snapshot.Events, snapshot.Setup, snapshot.FitStart.Events);
        recorder._before = snapshot.Elapsed;
        recorder._details = snapshot.Details;
        return recorder;
    }

    /// <summary>A recorder with the given events.</summary>
    /// <param name="events">What happened, oldest first.</param>
    /// <param name="setup">Where it happened.</param>
    /// <param name="fitStart">How many of the events belong to earlier fits.</param>
    /// <exception cref="ArgumentException">The epochs of the events do not follow each other.</exception>
    public static TrainingRecorder Replay(IReadOnlyList<TrainingEvent> events, TrainingSetup setup, int fitStart)
    {
        var recorder = new TrainingRecorder(setup);
        for (var i = 0; i < events.Count; i++)
        {
            recorder.Append(events[i], isEarlier: i < fitStart);
        }

        return recorder;
    }

    /// <summary>Appends an event.</summary>
    /// <exception cref="ArgumentException">Its epoch goes back, or it is a training loss but not of the next epoch.</exception>
    public void Add(TrainingEvent one)
    {
        lock (_gate)
        {
            Append(one.Later(_before), isEarlier: false);
        }
    }

    /// <summary>Changes what is known beside the events.</summary>
    public void Update(Func<TrainingDetails, TrainingDetails> change)
    {
        lock (_gate)
        {
            _details = change(_details);
        }
    }

    /// <summary>The time of the last event.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _elapsed;
            }
        }
    }

    /// <summary>The history so far.</summary>
    public TrainingHistory Snapshot()
    {
        lock (_gate)
        {
            return new(setup, _events.Prefix, _trainingLosses.Prefix, _validationLosses.Prefix, _fitStart, _elapsed) { Details = _details };
        }
    }

    private void Append(TrainingEvent one, bool isEarlier)
    {
        var least = one.Kind == TrainingEventKind.TrainingLoss ? _trainingLosses.Count : _epoch;
        if (one.Epoch < least || (one.Kind == TrainingEventKind.TrainingLoss && one.Epoch > least))
        {
            throw new ArgumentException($"The {one.Kind} of epoch {one.Epoch} came when epoch {least} was due.", nameof(one));
        }

        _events.Add(one);
        _epoch = one.Epoch;
        _elapsed = one.Elapsed > _elapsed ? one.Elapsed : _elapsed; // threads may report a little out of order
        AppendLoss(one);
        if (isEarlier || one.Epoch == 0)
        {
            _fitStart = new(isEarlier ? _events.Count : _fitStart.Events, _trainingLosses.Count, _validationLosses.Count);
        }
    }

    private void AppendLoss(TrainingEvent one)
    {
        if (one.Kind == TrainingEventKind.TrainingLoss)
        {
            _trainingLosses.Add(one.Value);
        }
        else if (one.Kind == TrainingEventKind.ValidationLoss)
        {
            _validationLosses.Add(one.Value);
        }
    }
}
