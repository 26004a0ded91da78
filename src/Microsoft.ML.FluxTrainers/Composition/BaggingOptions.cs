// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How an ensemble is trained. Immutable; vary one with <c>with</c>.</summary>
public sealed record BaggingOptions
{
    /// <summary>How many models are trained, at least 1. Default 10.</summary>
    public int Members { get; init => field = Guard.Positive(value); } = 10;

    /// <summary>The share of the rows that each is trained on, above 0 and at most 1. Default 0.8.</summary>
    public double Fraction { get; init => field = value is > 0 and <= 1 ? value : throw Guard.OutOfRange(nameof(Fraction), value, "a number above 0 and at most 1"); } = 0.8;

    /// <summary>Whether a row may be drawn several times for a model. Default false.</summary>
    public bool Replacement { get; init; }

    /// <summary>Which rows are drawn, and the seeds that a factory gets. Default: null, which takes that of the <see cref="MLContext"/>, or a random one.</summary>
    public int? Seed { get; init; }

    /// <summary>How many models are trained at once, at least 1, where a factory makes them; else more than 1 is an error. The result is the same. Default 1.</summary>
    public int Parallelism { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>What the ensemble is judged by, each row by the members that were not trained on it. Default: null, which judges nothing.</summary>
    public EvaluationMetric? OutOfBagMetric { get; init; }

    /// <summary>Where the labels are that it is judged by. Default: ML.NET's names.</summary>
    public EvaluationColumns Columns { get; init => field = Guard.NotNull(value); } = new();
}
