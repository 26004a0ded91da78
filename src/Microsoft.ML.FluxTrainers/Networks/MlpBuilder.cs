// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A fully connected network with any number of hidden layers, e.g. <c>new MlpBuilder(5, 4)</c>.</summary>
/// <remarks>Each hidden layer is: linear, normalization, activation, dropout. A linear layer before a batch norm has no bias,
/// since the norm would take it away again. Images are flattened first.</remarks>
public sealed record MlpBuilder : StackBuilder
{
    /// <summary>Makes a builder with one hidden layer, 100 wide.</summary>
    public MlpBuilder()
    {
    }

    /// <summary>Makes a builder with the given hidden layers.</summary>
    /// <param name="hidden">The width of each, first to last, at least 1; an empty array gives a linear model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A width is less than 1.</exception>
    public MlpBuilder(params int[] hidden) => Hidden = Guard.NotNull(hidden, nameof(hidden));

    /// <summary>The width of each hidden layer, first to last, at least 1; empty for a linear model. Default [100].</summary>
    public ValueList<int> Hidden { get; init => field = Guard.EachPositive(value); } = [100];

    /// <summary>Applied to each hidden layer. Default <see cref="Activation.ReLU"/>.</summary>
    public Activation Activation { get; init => field = Guard.NotNull(value); } = Activation.ReLU;

    /// <summary>The probability that training drops a hidden number after its activation, from 0 to below 1. Default 0.</summary>
    public double Dropout { get; init => field = Guard.BelowOne(value); }

    /// <summary>What comes before each activation. Default <see cref="Normalization.None"/>.</summary>
    public Normalization Normalization { get; init => field = Guard.Defined(value); }

    /// <inheritdoc/>
    public override LayerStack Describe(NetworkShape shape)
    {
        var layers = ImageRows.ToVectors(shape).ToList();
        var width = shape.Inputs;
        var activation = NameOf(Activation);
        for (var index = 0; index < Hidden.Count; index++)
        {
            layers.Add(new($"dense{index}", new LinearLayer(width, Hidden[index], Normalization != Normalization.BatchNorm)));
            width = Hidden[index];
            if (Norm(width) is { } norm)
            {
                layers.Add(new($"norm{index}", norm));
            }

            layers.Add(new($"{activation}{index}", new ActivationLayer(Activation)));
            if (Dropout > 0)
            {
                layers.Add(new($"dropout{index}", new DropoutLayer(Dropout)));
            }
        }

        layers.Add(new("output", new LinearLayer(width, shape.Outputs)));
        return new(layers.ToArray());
    }

    /// <inheritdoc/>
    public override string ToString() => SettingsText.Of(
        $"{nameof(MlpBuilder)}({string.Join(", ", Hidden)})",
        (nameof(Activation), Activation, Activation.ReLU), (nameof(Dropout), Dropout, 0.0),
        (nameof(Normalization), Normalization, Normalization.None));

    /// <summary>"relu", "leakyrelu": the type's name without its ending, so that settings stay out of the layer's name.</summary>
    internal static string NameOf(Activation activation) => activation is CustomActivation
        ? "activation"
        : activation.GetType().Name[..^nameof(Activation).Length].ToLowerInvariant();

    private Layer? Norm(int width) => Normalization switch
    {
        Normalization.BatchNorm => new BatchNorm1dLayer(width),
        Normalization.LayerNorm => new LayerNormLayer([width]),
        _ => null,
    };
}
