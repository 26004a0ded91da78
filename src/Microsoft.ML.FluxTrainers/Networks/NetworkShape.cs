// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the data fixes about a network: a builder gets it and makes a network that fits.</summary>
/// <param name="Inputs">The numbers in a row, at least 1; for images channels times height times width.</param>
/// <param name="Outputs">The numbers to predict per row, at least 1: the classes of a classifier, 1 for a regressor.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is out of its range.</exception>
public sealed record NetworkShape(int Inputs, int Outputs)
{
    /// <summary>The numbers in a row, at least 1; for images channels times height times width.</summary>
    public int Inputs { get; init => field = Guard.Positive(value); } = Guard.Positive(Inputs);

    /// <summary>The numbers to predict per row, at least 1: the classes of a classifier, 1 for a regressor.</summary>
    public int Outputs { get; init => field = Guard.Positive(value); } = Guard.Positive(Outputs);

    /// <summary>The channels of an image, at least 1: 1 for gray, 3 for color. Default 1.</summary>
    public int Channels { get; init => field = Guard.Positive(value); } = 1;

    /// <summary>The height of an image in pixels, or 0 if the rows are no images. Default 0.</summary>
    public int Height { get; init => field = Guard.NotNegative(value); }

    /// <summary>The width of an image in pixels, or 0 if the rows are no images. Default 0.</summary>
    public int Width { get; init => field = Guard.NotNegative(value); }

    /// <summary>The rows of the categorical columns' tables of vectors, in their order, each at least 1. Default: none.</summary>
    /// <remarks>The lookup is put in front of what a builder makes: <see cref="Inputs"/> counts the vectors' numbers.</remarks>
    public ValueList<int> Categories { get; init => field = Guard.EachPositive(value); } = [];

    /// <summary>Where the initial weights are drawn from. Not part of equality. Default: a stream with seed 0.</summary>
    /// <remarks>The trainer sets the stream of its own seed.</remarks>
    public RandomStream Random { get; init => field = Guard.NotNull(value); } = new(0);

    /// <summary>What looks up the categories in a row, where it has any: <see cref="Inputs"/> then counts the numbers of a row with the ids.</summary>
    internal EntityEmbeddingLayer? Embedding { get; init; }

    /// <summary>The sizes that a builder is told: those behind the lookup of categories.</summary>
    internal NetworkShape ForBuilder => Embedding is { } embedding ? this with { Inputs = embedding.Outputs, Embedding = null } : this;

    /// <summary>The shape of one row as the network gets it.</summary>
    internal ValueList<int> Row => Height > 0 && Width > 0 ? [Channels, Height, Width] : [Inputs];

    /// <summary>Compares the sizes.</summary>
    /// <param name="other">Another shape.</param>
    public bool Equals(NetworkShape? other) =>
        other is not null && Sizes == other.Sizes && Categories.Equals(other.Categories) && Equals(Embedding, other.Embedding);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sizes, Categories);

    private (int, int, int, int, int) Sizes => (Inputs, Outputs, Channels, Height, Width);
}
