// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the summed gradients of a group of batches to the next parameters.</summary>
/// <param name="session">What is trained.</param>
/// <param name="settings">How.</param>
/// <param name="collective">Who else trains it.</param>
/// <param name="checkAlive">Asked before each update; throws to end the fit.</param>
internal sealed class UpdateRule(TrainingSession session, TrainingSettings settings, ICollective collective, Action checkAlive) : IDisposable
{
    private readonly int _batchesPerEpoch = settings.BatchesPerEpoch(session.RowCount);

    /// <summary>Over which a penalty is spread.</summary>
    private readonly int _updatesPerEpoch = settings.UpdatesPerEpoch(session.RowCount);
    private int _batch;
    private long _rows;

    /// <summary>Takes the place of the plain step and penalty where parameters have factors of their own; disposed with this rule.</summary>
    public GroupedUpdate? Groups { get; init; }

    /// <summary>Called after each update, or null.</summary>
    public Action? Updated { get; init; }

    /// <summary>Counts a batch whose gradient was added up. The last of a group, and of an epoch, makes an update; the gradient is zero afterwards.</summary>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="rate">The learning rate.</param>
    public void Update(long rows, double rate)
    {
        _rows += rows;
        _batch++;
        var endsEpoch = _batch == _batchesPerEpoch;
        if (!endsEpoch && _batch % settings.AccumulationSteps != 0)
        {
            return;
        }

        Step(1.0 / Sum(_rows), rate);
        (_rows, _batch) = (0, endsEpoch ? 0 : _batch);
        Finished();
    }

    /// <summary>One update of an optimizer that evaluates the loss several times, on all rows.</summary>
    /// <param name="evaluate">Adds up the gradient of all rows and gives their loss.</param>
    /// <param name="rate">The learning rate.</param>
    public void UpdateWithClosure(Func<LossSum> evaluate, double rate)
    {
        double Evaluate()
        {
            session.Gradient.Fill(0);
            var loss = evaluate();
            Finish(1.0 / Sum(loss.Rows), 1);
            return loss.Mean + settings.Penalty.ValueOf(session.Parameters);
        }

        settings.Optimizer.StepWithClosure(session.OptimizerState, session.Parameters, session.Gradient, rate, Evaluate);
        session.Gradient.Fill(0);
        Finished();
    }

    public void Dispose() => Groups?.Dispose();

    /// <summary>From the gradient of all rows to the next parameters; the gradient is zero afterwards.</summary>
    /// <param name="share">What a row counts in the mean.</param>
    /// <param name="rate">The learning rate.</param>
    private void Step(double share, double rate)
    {
        if (Groups is not null)
        {
            Finish(share, _updatesPerEpoch);
            Groups.Step(rate);
        }
        else if (settings.Penalty.Strength != 0 || settings.GradientClip is not null)
        {
            Finish(share, _updatesPerEpoch);
            settings.Optimizer.Step(session.OptimizerState, session.Parameters, session.Gradient, rate);
        }
        else
        {
            settings.Optimizer.Step(session.OptimizerState, session.Parameters, session.Gradient, rate, share);
        }
    }

    private void Finished()
    {
        session.Average?.AfterStep();
        Updated?.Invoke();
    }

    /// <summary>Adds up the gradient of all who train, and counts their rows.</summary>
    private long Sum(long rows)
    {
        checkAlive();
        return collective.Sum(session.Gradient, rows);
    }

    /// <summary>From a sum to the mean gradient, penalized and clipped.</summary>
    private void Finish(double share, int updatesPerEpoch)
    {
        session.Gradient.Scale(share);
        if (Groups is null)
        {
            settings.Penalty.Apply(session.Parameters, session.Gradient, updatesPerEpoch);
        }
        else
        {
            Groups.Penalize(updatesPerEpoch);
        }

        settings.GradientClip?.Apply(session.Gradient);
    }
}
