// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>
/// Finds a length along a direction at which the loss has fallen enough and its slope has flattened enough:
/// the strong Wolfe conditions.
/// </summary>
/// <remarks>
/// Nocedal and Wright (2006), "Numerical Optimization", algorithms 3.5 (bracketing) and 3.6 (zooming in), with the constants and
/// safeguards of torch.optim.LBFGS. A loss of NaN counts as an infinite one, so the search comes back from it.
/// </remarks>
internal sealed class StrongWolfeSearch : IDisposable
{
    private const double SufficientDecrease = 1e-4;
    private const double SlopeShare = 0.9;
    private const int MostTrials = 25;

    private readonly FlatVector _parameters;
    private readonly FlatVector _gradient;
    private readonly FlatVector _origin;
    private readonly Func<double> _evaluate;
    private readonly double _toleranceChange;
    private readonly LineSearchTrial _start;
    private readonly LineSearchTrial[] _bracket;
    private LineSearchTrial _spare;

    /// <summary>Makes the memory of searches; <paramref name="evaluate"/> puts the gradient at the parameters into
    /// <paramref name="gradient"/>.</summary>
    public StrongWolfeSearch(FlatVector parameters, FlatVector gradient, Func<double> evaluate, double toleranceChange)
    {
        (_parameters, _gradient, _evaluate, _toleranceChange) = (parameters, gradient, evaluate, toleranceChange);
        _origin = parameters.NewZeros();
        _start = new(gradient.NewZeros());
        _bracket = [new(gradient.NewZeros()), new(gradient.NewZeros())];
        _spare = new(gradient.NewZeros());
    }

    /// <summary>Searches along a direction. Afterwards the gradient is that at the length found; the parameters are as
    /// before.</summary>
    /// <param name="direction">The direction, along which the loss falls.</param>
    /// <param name="length">The first length to try.</param>
    /// <param name="loss">The loss at length 0.</param>
    /// <param name="slope">The derivative of the loss along the direction at length 0.</param>
    /// <returns>The length, the loss there and how often the loss was evaluated.</returns>
    public (double Length, double Loss, int Evaluations) Run(FlatVector direction, double length, double loss, double slope)
    {
        _origin.CopyFrom(_parameters);
        _start.Set(0, loss, slope, _gradient);
        var (isFound, evaluations) = Bracket(direction, length);
        if (!isFound)
        {
            evaluations = Zoom(direction, evaluations);
        }

        var best = isFound ? _bracket[1] : _bracket[Lower];
        _gradient.CopyFrom(best.Gradient);
        return (best.Length, best.Loss, evaluations);
    }

    public void Dispose()
    {
        _origin.Dispose();
        _start.Dispose();
        _bracket[0].Dispose();
        _bracket[1].Dispose();
        _spare.Dispose();
    }

    private int Lower => _bracket[1].Loss < _bracket[0].Loss ? 1 : 0;

    /// <summary>Lengthens the step until the bracket holds a length that meets the conditions, or until that is its second
    /// end.</summary>
    private (bool IsFound, int Evaluations) Bracket(FlatVector direction, double length)
    {
        _bracket[0].Set(0, _start.Loss, _start.Slope, _start.Gradient);
        Try(direction, length, _bracket[1]);
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var (previous, latest) = (_bracket[0], _bracket[1]);
            if (IsTooHigh(latest) || (trial > 1 && latest.Loss >= previous.Loss))
            {
                return (false, trial + 1);
            }

            if (IsFlat(latest))
            {
                return (true, trial + 1);
            }

            if (latest.Slope >= 0)
            {
                return (false, trial + 1);
            }

            var shortest = latest.Length + (0.01 * (latest.Length - previous.Length));
            var next = LineSearchTrial.CubicMinimum(previous, latest, shortest, latest.Length * 10);
            (_bracket[0], _bracket[1]) = (latest, previous);
            Try(direction, next, _bracket[1]);
        }

        _bracket[0].Set(0, _start.Loss, _start.Slope, _start.Gradient);
        return (false, MostTrials + 1);
    }

    /// <summary>Narrows the bracket until its lower end meets the conditions or it is too small to matter.</summary>
    private int Zoom(FlatVector direction, int evaluations)
    {
        var largest = direction.LargestMagnitude();
        var wasNearEnd = false;
        for (; evaluations <= MostTrials; evaluations++)
        {
            var (left, right) = (_bracket.Min(end => end.Length), _bracket.Max(end => end.Length));
            if ((right - left) * largest < _toleranceChange)
            {
                break;
            }

            var length = LineSearchTrial.CubicMinimum(_bracket[0], _bracket[1], left, right);
            (length, wasNearEnd) = AwayFromEnds(length, left, right, wasNearEnd);
            if (TryWithin(direction, length))
            {
                return evaluations + 1;
            }
        }

        return evaluations;
    }

    /// <summary>Moves a length by a tenth of the bracket off its nearest end if it is at that end, or was near one twice in a
    /// row.</summary>
    private static (double Length, bool IsNearEnd) AwayFromEnds(double length, double left, double right, bool wasNearEnd)
    {
        var margin = 0.1 * (right - left);
        if (Math.Min(right - length, length - left) >= margin)
        {
            return (length, false);
        }

        if (!wasNearEnd && length > left && length < right)
        {
            return (length, true);
        }

        return (right - length < length - left ? right - margin : left + margin, false);
    }

    /// <summary>Tries a length inside the bracket and makes it one of the ends; true if it meets the conditions.</summary>
    private bool TryWithin(FlatVector direction, double length)
    {
        var low = Lower;
        var latest = _spare;
        Try(direction, length, latest);
        if (IsTooHigh(latest) || latest.Loss >= _bracket[low].Loss)
        {
            (_bracket[1 - low], _spare) = (latest, _bracket[1 - low]);
            return false;
        }

        var isFlat = IsFlat(latest);
        if (!isFlat && latest.Slope * (_bracket[1 - low].Length - _bracket[low].Length) >= 0)
        {
            (_bracket[1 - low], _bracket[low], _spare) = (_bracket[low], latest, _bracket[1 - low]);
        }
        else
        {
            (_bracket[low], _spare) = (latest, _bracket[low]);
        }

        return isFlat;
    }

    private bool IsTooHigh(LineSearchTrial trial) =>
        trial.Loss > _start.Loss + (SufficientDecrease * trial.Length * _start.Slope);

    private bool IsFlat(LineSearchTrial trial) => Math.Abs(trial.Slope) <= -SlopeShare * _start.Slope;

    private void Try(FlatVector direction, double length, LineSearchTrial trial)
    {
        _parameters.AddScaled(direction, length);
        var loss = _evaluate();
        _parameters.CopyFrom(_origin);
        trial.Set(length, double.IsNaN(loss) ? double.PositiveInfinity : loss, _gradient.Dot(direction), _gradient);
    }
}
