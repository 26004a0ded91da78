// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One of the models below a meta-learner.</summary>
/// <param name="Name">What it is called.</param>
public sealed record StackedModel(string Name)
{
    /// <summary>What it is called.</summary>
    public string Name { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(Name);

    /// <summary>What its out-of-fold predictions were judged by. Default "".</summary>
    public string Metric { get; init => field = Guard.NotNull(value); } = "";

    /// <summary>The mean of the metric over the test folds. Default: null, where there is none.</summary>
    public double? OutOfFold { get; init => field = value is { } number ? Guard.Finite(number) : null; }
}
