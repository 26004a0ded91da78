// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rule by which the parameters of a network follow their gradient. Settings only, immutable; vary one with
/// <c>with</c>.</summary>
/// <remarks>
/// The rules are those of torch.optim: <see cref="Adam"/>, <see cref="AdamW"/>, <see cref="Sgd"/>, <see cref="RmsProp"/>,
/// <see cref="Adagrad"/>, <see cref="Adadelta"/>, <see cref="NAdam"/>, <see cref="RAdam"/> and, on all rows at once,
/// <see cref="Lbfgs"/>.
/// </remarks>
[OptionFamily]
public abstract record Optimizer
{
    private protected Optimizer(double learningRate) => LearningRate = learningRate;

    /// <summary>The size of a step, greater than 0. A schedule may vary it from step to step, starting from this value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a finite number greater than 0.</exception>
    public double LearningRate { get; init => field = Guard.Positive(value, nameof(LearningRate)); }

    /// <summary>Whether a step asks for the loss several times, at parameters of its own choice.</summary>
    internal virtual bool NeedsClosure => false;

    /// <summary>How often a step evaluates the loss at most.</summary>
    internal virtual int EvaluationsPerStep => 1;

    /// <summary>How many vectors it remembers in the end, where that is more than after its first step.</summary>
    internal virtual int MostStateVectors => 0;

    /// <summary>Checks the rules between settings.</summary>
    /// <exception cref="ArgumentException">Two settings exclude each other.</exception>
    internal virtual void Validate()
    {
    }

    /// <summary>The same rule with its weight decay multiplied.</summary>
    internal virtual Optimizer ScaleWeightDecay(double factor) => this;

    /// <summary>Takes one step. The gradient is used up: it is zero afterwards.</summary>
    /// <param name="state">What this rule remembers; changed.</param>
    /// <param name="parameters">The parameters; changed.</param>
    /// <param name="gradient">The gradient of the loss at the parameters, before <paramref name="factor"/>; changed.</param>
    /// <param name="learningRate">The size of this step, finite and at least 0.</param>
    /// <param name="factor">What the gradient is still to be multiplied by.</param>
    internal void Step(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate, double factor = 1)
    {
        Guard.NotNegative(learningRate, nameof(learningRate));
        state.Steps++;
        UpdateAndClear(state, parameters, gradient, learningRate, factor);
    }

    /// <summary>Takes one step and returns the loss before it.</summary>
    /// <param name="state">What this rule remembers; changed.</param>
    /// <param name="parameters">The parameters; changed.</param>
    /// <param name="gradient">Where <paramref name="evaluate"/> puts the gradient.</param>
    /// <param name="learningRate">The size of this step, finite and at least 0.</param>
    /// <param name="evaluate">Computes the gradient at the current parameters in place and returns the loss.</param>
    internal virtual double StepWithClosure(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate, Func<double> evaluate)
    {
        var loss = evaluate();
        Step(state, parameters, gradient, learningRate);
        return loss;
    }

    /// <summary>Multiplies the gradient, follows it and clears it. Rules that can do so in one pass over memory override this.</summary>
    private protected virtual void UpdateAndClear(
        OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate, double factor)
    {
        gradient.Scale(factor);
        Update(state, parameters, gradient, learningRate);
        gradient.Fill(0);
    }

    /// <summary>The rule itself; <see cref="OptimizerState.Steps"/> counts this step already. The gradient may be changed.</summary>
    private protected abstract void Update(OptimizerState state, FlatVector parameters, FlatVector gradient, double learningRate);

    /// <summary>Adds the gradient of an L2 penalty: gradient += weightDecay * parameters.</summary>
    private protected static void AddWeightDecay(FlatVector gradient, FlatVector parameters, double weightDecay)
    {
        if (weightDecay != 0)
        {
            gradient.AddScaled(parameters, weightDecay);
        }
    }
}
