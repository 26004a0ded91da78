// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One fully connected layer from the inputs to the outputs.</summary>
/// <remarks>By default the output has no activation. MLJFlux's Linear applies ReLU there, so that its regressor can't
/// predict a negative number. Images are flattened first.</remarks>
public sealed record LinearBuilder : StackBuilder
{
    /// <summary>Applied to the outputs. Default <see cref="Activation.Identity"/>.</summary>
    public Activation Activation { get; init => field = Guard.NotNull(value); } = Activation.Identity;

    /// <inheritdoc/>
    public override LayerStack Describe(NetworkShape shape)
    {
        List<NamedLayer> layers = [.. ImageRows.ToVectors(shape), new("output", new LinearLayer(shape.Inputs, shape.Outputs))];
        if (Activation is not IdentityActivation)
        {
            layers.Add(new("activation", new ActivationLayer(Activation)));
        }

        return new(layers.ToArray());
    }

    /// <inheritdoc/>
    public override string ToString() =>
        SettingsText.Of(nameof(LinearBuilder), (nameof(Activation), Activation, Activation.Identity));
}
