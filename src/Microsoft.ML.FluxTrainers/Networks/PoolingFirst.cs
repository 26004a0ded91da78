// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The same network with each ReLU behind the max pool that follows it, where it has a quarter of the numbers to work on.</summary>
/// <remarks>
/// <para>Outputs and gradients stay the same to the bit. ReLU never falls, so max(relu(a), relu(b)) = relu(max(a, b)). A window whose
/// largest number m is above 0 sends its gradient to the first place of m either way, since ReLU leaves numbers above 0 as they are; with m at
/// most 0, or no number, ReLU lets no gradient through on either side of the pool (where m is no number, both give the same). Other activations
/// round, which makes equal numbers of different ones, and then another place might get the gradient: they stay where they are.</para>
/// <para>Neither layer has weights, so names and order of all weights stay, too.</para>
/// </remarks>
internal static class PoolingFirst
{
    /// <summary>The network to run in place of another.</summary>
    public static LayerStack Of(LayerStack stack)
    {
        var layers = stack.Layers.Select(item => item with { Layer = Inside(item.Layer) }).ToArray();
        for (var i = 1; i < layers.Length; i++)
        {
            if (layers[i].Layer is MaxPool2dLayer or MaxPool1dLayer && layers[i - 1].Layer is ActivationLayer { Activation: ReLUActivation })
            {
                (layers[i - 1], layers[i]) = (layers[i], layers[i - 1]);
            }
        }

        return new LayerStack(layers);
    }

    private static Layer Inside(Layer layer) => layer is ResidualLayer residual
        ? residual with { Body = Of(residual.Body), Shortcut = residual.Shortcut is { } shortcut ? Of(shortcut) : null }
        : layer;
}
