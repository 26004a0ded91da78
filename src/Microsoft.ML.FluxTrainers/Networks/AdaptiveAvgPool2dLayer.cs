// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Means over windows that divide any image evenly, for rows of shape [channels, height, width].</summary>
/// <param name="Output">The height and width that go out, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
public sealed record AdaptiveAvgPool2dLayer(ValueList<int> Output) : Layer
{
    /// <summary>The height and width that go out, at least 1.</summary>
    public ValueList<int> Output { get; init => field = Window.Pair(value, 1, nameof(Output)); } =
        Window.Pair(Output, 1, nameof(Output));

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) =>
        input.Count == 3 ? [input[0], .. Output] : throw Misfit(name, input, "[channels, height, width]");

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) =>
        nn.AdaptiveAvgPool2d((Output[0], Output[1]));
}
