// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tells before the training whether the trained network can be loaded again from a file alone.</summary>
internal static class ReloadCheck
{
    /// <summary>Whether a file can hold what is needed to make the network again, code that is registered by name aside.</summary>
    public static bool IsPossible(InitialNetwork network) => network.Weights is not null || network.Builder is INamedOption;

    /// <summary>How a network is loaded of which there is nothing to warn.</summary>
    public static string Works(InitialNetwork network) => network.Weights is null || Activations(network.Weights.Stack).Any()
        ? "A saved model loads wherever what is registered here is registered too."
        : "A saved model loads without further code.";

    /// <summary>Null if it can, else what is missing and the line that cures it.</summary>
    /// <param name="network">The network that is to be trained.</param>
    /// <param name="names">What is registered by name.</param>
    public static string? Warning(InitialNetwork network, NamedOptions names)
    {
        if (network.Weights?.Stack is { } stack)
        {
            var unknown = Activations(stack).FirstOrDefault(activation => !names.Has(activation));
            return unknown is null
                ? null
                : $"The activation '{unknown.Name}' is code, so a saved model holds its name alone. Whoever loads the model calls "
                    + $"mlContext.FluxTrainers.Register(Activation.From(\"{unknown.Name}\", …)) first; call it before Fit to silence this warning.";
        }

        var reason = $"The network of {network.Builder} cannot be stored as data: {network.WhyNoStack}. A saved model holds its weights, but ";
        return network.Builder switch
        {
            INamedOption named when names.Has(named) => null,
            INamedOption named => reason
                + $"of the network the name alone. Whoever loads the model calls mlContext.FluxTrainers.Register(NetworkBuilder.From(\"{named.Name}\", …)) "
                + "first; call it before Fit to silence this warning.",
            _ => reason
                + $"{network.Builder.GetType().Name} is not known to the library, so it could not be loaded. Train instead with "
                + "NetworkBuilder.From(name, shape => builder.Build(shape)), and pass that to mlContext.FluxTrainers.Register.",
        };
    }

    private static IEnumerable<CustomActivation> Activations(LayerStack stack) =>
        stack.AllLayers.Select(item => item.Layer switch
        {
            ActivationLayer layer => layer.Activation,
            ResidualLayer layer => layer.Activation,
            _ => null,
        }).OfType<CustomActivation>();
}
