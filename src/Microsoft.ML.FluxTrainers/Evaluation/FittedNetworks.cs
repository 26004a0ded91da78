// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the networks in a fitted pipeline, however it is made of models.</summary>
internal static class FittedNetworks
{
    /// <summary>The only network.</summary>
    /// <exception cref="InvalidOperationException">There is none, or more than one.</exception>
    public static NeuralTransformer Single(ITransformer model)
    {
        var networks = All(model).ToList();
        return networks.Count == 1 ? networks[0] : throw new InvalidOperationException(FormattableString.Invariant(
            $"The pipeline must have one neural network, whose training tells the losses of each epoch, but has {networks.Count}."));
    }

    /// <summary>All networks, in the order of their steps.</summary>
    public static IEnumerable<NeuralTransformer> All(ITransformer model) => model switch
    {
        NeuralTransformer network => [network],
        IModelOfModels made => made.Parts.SelectMany(All),
        IEnumerable<ITransformer> chain => chain.SelectMany(All),
        _ => [],
    };
}
