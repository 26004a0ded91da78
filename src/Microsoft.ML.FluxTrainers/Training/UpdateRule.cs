// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>From the summed gradient of a batch to the next parameters.</summary>
/// <param name="session">What is trained.</param>
/// <param name="settings">How.</param>
/// <param name="collective">Who else trains it.</param>
/// <param name="checkAlive">Asked before each update; throws to end the fit.</param>
internal sealed class UpdateRule(TrainingSession session, TrainingSettings settings, ICollective collective, Action checkAlive)
{
    /// <summary>Number of updates per epoch, over which a penalty is spread.</summary>
    private readonly int _batchesPerEpoch = settings.BatchesPerEpoch(session.RowCount);

    /// <summary>One update; the gradient is zero afterwards.</summary>
    /// <param name="rows">The rows whose gradients were added up.</param>
    /// <param name="rate">The learning rate.</param>
    public void Update(long rows, double rate)
    {
        Finish(rows, _batchesPerEpoch);
        settings.Optimizer.Step(session.OptimizerState, session.Parameters, session.Gradient, rate);
        session.Gradient.Fill(0);
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
            Finish(loss.Rows, 1);
            return loss.Mean + settings.Penalty.ValueOf(session.Parameters);
        }

        settings.Optimizer.StepWithClosure(session.OptimizerState, session.Parameters, session.Gradient, rate, Evaluate);
        session.Gradient.Fill(0);
    }

    /// <summary>From a sum to the mean gradient, penalized and clipped.</summary>
    private void Finish(long rows, int batchesPerEpoch)
    {
        checkAlive();
        var all = collective.Sum(session.Gradient, rows);
        session.Gradient.Scale(1.0 / all);
        settings.Penalty.Apply(session.Parameters, session.Gradient, batchesPerEpoch);
        settings.GradientClip?.Apply(session.Gradient);
    }
}
