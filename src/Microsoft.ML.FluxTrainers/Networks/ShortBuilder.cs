// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A network with one hidden layer and dropout: linear, activation, dropout, linear.</summary>
public sealed record ShortBuilder : StackBuilder
{
    /// <summary>The width of the hidden layer, at least 0; 0 means the square root of inputs times outputs, rounded (a half
    /// to the even neighbor), and at least 1. Default 0.</summary>
    public int Hidden { get; init => field = Guard.NotNegative(value); }

    /// <summary>The probability that training drops a hidden number, from 0 to below 1. Default 0.5.</summary>
    public double Dropout { get; init => field = Guard.BelowOne(value); } = 0.5;

    /// <summary>Applied to the hidden layer. Default <see cref="Activation.Sigmoid"/>.</summary>
    public Activation Activation { get; init => field = Guard.NotNull(value); } = Activation.Sigmoid;

    /// <inheritdoc/>
    public override LayerStack Describe(NetworkShape shape)
    {
        var width = Hidden > 0
            ? Hidden
            : Math.Max(1, (int)Math.Round(Math.Sqrt((double)shape.Inputs * shape.Outputs), MidpointRounding.ToEven));
        return new MlpBuilder(width) { Activation = Activation, Dropout = Dropout }.Describe(shape);
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(
        nameof(ShortBuilder),
        (nameof(Hidden), Hidden, 0), (nameof(Dropout), Dropout, 0.5), (nameof(Activation), Activation, Activation.Sigmoid));
}
