// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Given layers over rows that become images, and a linear layer of the right size.</summary>
internal sealed record StackOf(ValueList<int> Image, ValueList<NamedLayer> Layers) : StackBuilder
{
    public StackOf(ValueList<int> image, params Layer[] layers)
        : this(image, [.. layers.Select((layer, at) => new NamedLayer($"layer{at}", layer))])
    {
    }

    public override LayerStack Describe(NetworkShape shape)
    {
        var inner = new LayerStack([new("image", new UnflattenLayer(Image)), .. Layers, new("flatten", new FlattenLayer())]);
        return new([.. inner.Layers, new("output", new LinearLayer(inner.OutputShape(shape.Row)[0], shape.Outputs))]);
    }

    public override string ToString() => nameof(StackOf);
}
