// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Penalty and step of parameters that have factors of their own: each range of the flat vectors has its own rule, while the optimizer's vectors stay
/// whole, so that they are saved as without groups.</summary>
internal sealed class GroupedUpdate : IDisposable
{
    private readonly OptimizerState _state;
    private readonly List<Part> _parts;

    /// <summary>Cuts the vectors into ranges. The state must be that to go on from.</summary>
    public GroupedUpdate(
        TrainingSession session, TrainingSettings settings, IReadOnlyList<(int Start, int Length, ParameterGroup Group)> ranges)
    {
        _state = session.OptimizerState;
        _parts = [.. ranges.Select(range =>
        {
            var parameters = session.Parameters.Slice(range.Start, range.Length);
            return new Part(
                parameters,
                session.Gradient.Slice(range.Start, range.Length),
                _state.Part(range.Start, parameters),
                settings.Optimizer.ScaleWeightDecay(range.Group.WeightDecayFactor),
                settings.Penalty with { Strength = settings.Penalty.Strength * range.Group.WeightDecayFactor },
                range.Group.LearningRateFactor);
        })];
    }

    /// <summary>Adds the gradient of the penalty.</summary>
    public void Penalize(int updatesPerEpoch)
    {
        foreach (var part in _parts)
        {
            part.Penalty.Apply(part.Parameters, part.Gradient, updatesPerEpoch);
        }
    }

    /// <summary>Takes one step.</summary>
    public void Step(double rate)
    {
        foreach (var part in _parts)
        {
            part.Rule.Step(part.State, part.Parameters, part.Gradient, rate * part.RateFactor);
        }

        _state.CountAs(_parts[0].State);
    }

    public void Dispose()
    {
        foreach (var part in _parts)
        {
            part.State.Dispose();
            part.Gradient.Dispose();
            part.Parameters.Dispose();
        }
    }

    private sealed record Part(
        FlatVector Parameters, FlatVector Gradient, OptimizerState State, Optimizer Rule, Penalty Penalty, double RateFactor);
}
