// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The limited-memory quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno, on all rows at once.</summary>
/// <param name="LearningRate">
/// The length of a step along the direction or, with a line search, the first length tried; greater than 0. Default 1.
/// </param>
/// <remarks>
/// Liu and Nocedal (1989), "On the limited memory BFGS method for large scale optimization"; Nocedal and Wright (2006),
/// "Numerical Optimization", algorithms 3.5, 3.6 and 7.5. The settings and the arithmetic are those of torch.optim.LBFGS: one
/// step
/// runs up to <see cref="MaxIterations"/> iterations and evaluates the loss up to 5/4 times as often (a line search may exceed
/// that).
/// Needs memory for 2 * <see cref="HistorySize"/> copies of the parameters.
/// </remarks>
/// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
public sealed record Lbfgs(double LearningRate = 1) : Optimizer(LearningRate)
{
    private const string IterationCount = "n_iter";
    private const string StepLength = "t";

    /// <summary>Iterations in one step, at least 1. Default 20.</summary>
    public int MaxIterations { get; init => field = Guard.Positive(value); } = 20;

    /// <summary>How many of the last changes of the gradient are remembered, at least 1. Default 100.</summary>
    public int HistorySize { get; init => field = Guard.Positive(value); } = 100;

    /// <summary>A step ends when no component of the gradient is larger, at least 0. Default 1e-7.</summary>
    public double ToleranceGradient { get; init => field = Guard.NotNegative(value); } = 1e-7;

    /// <summary>A step ends when neither the loss nor a parameter changes by more, at least 0. Default 1e-9.</summary>
    public double ToleranceChange { get; init => field = Guard.NotNegative(value); } = 1e-9;

    /// <summary>How the length of a step is found. Default: none, the learning rate is the length.</summary>
    public LineSearch LineSearch { get; init => field = Guard.Defined(value); }

    internal override bool NeedsClosure => true;

    internal override int EvaluationsPerStep => MaxIterations * 5 / 4;

    internal override int MostStateVectors => (2 * HistorySize) + 2;

    /// <inheritdoc/>
    /// <remarks>Afterwards the gradient is that of the last evaluation that was accepted.</remarks>
    internal override double StepWithClosure(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate, Func<double> evaluate)
    {
        Guard.NotNegative(learningRate, nameof(learningRate));
        state.Steps++;
        var initialLoss = evaluate();
        if (gradient.LargestMagnitude() <= ToleranceGradient)
        {
            return initialLoss;
        }

        using var search = LineSearch == LineSearch.StrongWolfe
            ? new StrongWolfeSearch(parameters, gradient, evaluate, ToleranceChange)
            : null;
        var (loss, evaluations) = (initialLoss, 1);
        var direction = state.Vector("d");
        var previousGradient = state.Vector("prev_flat_grad");
        for (var iteration = 1; iteration <= MaxIterations; iteration++)
        {
            var isFirst = NextDirection(state, direction, gradient, previousGradient);
            previousGradient.CopyFrom(gradient);
            var previousLoss = loss;
            var length = isFirst ? Math.Min(1, 1 / gradient.SumOfMagnitudes()) * learningRate : learningRate;
            state.SetCounter(StepLength, length);
            var slope = gradient.Dot(direction);
            if (slope > -ToleranceChange)
            {
                break;
            }

            if (search is not null)
            {
                (length, loss, var tried) = search.Run(direction, length, loss, slope);
                evaluations += tried;
                state.SetCounter(StepLength, length);
            }

            parameters.AddScaled(direction, length);
            if (search is null && iteration < MaxIterations)
            {
                loss = evaluate();
                evaluations++;
            }

            if (evaluations >= EvaluationsPerStep
                || gradient.LargestMagnitude() <= ToleranceGradient
                || direction.LargestMagnitude() * Math.Abs(length) <= ToleranceChange
                || Math.Abs(loss - previousLoss) < ToleranceChange)
            {
                break;
            }
        }

        return initialLoss;
    }

    private protected override void Update(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate) =>
        throw new InvalidOperationException("Lbfgs evaluates the loss several times in one step: call StepWithClosure.");

    /// <summary>Sets the direction; true at the very first iteration, when nothing is known but the gradient.</summary>
    private bool NextDirection(OptimizerState state, FlatVector direction, FlatVector gradient, FlatVector previousGradient)
    {
        var iterations = state.Counter(IterationCount) + 1;
        state.SetCounter(IterationCount, iterations);
        if (iterations == 1)
        {
            direction.CopyFrom(gradient);
            direction.Scale(-1);
            return true;
        }

        var memory = new LbfgsMemory(state, HistorySize);
        memory.Remember(gradient, previousGradient, direction, state.Counter(StepLength));
        memory.Direct(direction, gradient);
        return false;
    }
}
