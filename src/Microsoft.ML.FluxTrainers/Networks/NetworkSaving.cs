// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Whether and how a network comes back from a saved model.</summary>
/// <param name="IsPossible">Whether it can be saved as a model, not only its weights.</param>
/// <param name="Text">How, or why not and what to do.</param>
internal sealed record NetworkSaving(bool IsPossible, string Text)
{
    /// <summary>Says it of a network.</summary>
    /// <param name="builder">What made it.</param>
    /// <param name="stack">The network as data, or null where only its builder can make it again.</param>
    /// <param name="whyNoStack">What is in the way of that, as the end of a sentence about the network.</param>
    public static NetworkSaving Of(NetworkBuilder builder, LayerStack? stack, string? whyNoStack)
    {
        if (stack is not null)
        {
            var custom = stack.Layers.Select(item => item.Layer).OfType<ActivationLayer>()
                .Select(layer => layer.Activation).OfType<CustomActivation>().FirstOrDefault();
            return new NetworkSaving(true, custom is null
                ? "it loads without further code"
                : $"the activation '{custom.Name}' must be registered before it is loaded");
        }

        return builder is INamedOption
            ? new NetworkSaving(
                true, $"{builder} must be registered before it is loaded (mlContext.FluxTrainers.Register(builder)), since {whyNoStack}")
            : new NetworkSaving(
                false,
                $"only its weights can be saved, since {whyNoStack}; make it with NetworkBuilder.From(name, shape => …) and register that builder");
    }
}
