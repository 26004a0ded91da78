// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A network that torch alone can run, since its cells do not lie side by side; it has two tensors.</summary>
internal sealed record DilatedSeries : StackBuilder
{
    public override LayerStack Describe(NetworkShape shape) => new(
    [
        new("series", new UnflattenLayer([1, shape.Inputs])),
        new("output", new Conv1dLayer(1, shape.Outputs, (shape.Inputs + 1) / 2) { Stride = 2, Dilation = 2 }),
        new("flat", new FlattenLayer()),
    ]);
}
