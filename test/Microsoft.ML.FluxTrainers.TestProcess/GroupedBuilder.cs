// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>A network that only torch knows: a convolution in groups.</summary>
internal sealed record GroupedBuilder : StackBuilder
{
    public override LayerStack Describe(NetworkShape shape) => new([
        new("series", new UnflattenLayer([shape.Inputs, 1])),
        new("conv", new Conv1dLayer(shape.Inputs, 8 * shape.Inputs, 1) { Groups = shape.Inputs }),
        new("relu", new ActivationLayer(Activation.ReLU)),
        new("flat", new FlattenLayer()),
        new("output", new LinearLayer(8 * shape.Inputs, shape.Outputs)),
    ]);
}
