// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Applies an activation to each number.</summary>
/// <param name="Activation">The activation.</param>
/// <exception cref="ArgumentNullException">The activation is null.</exception>
public sealed record ActivationLayer(Activation Activation) : Layer
{
    /// <summary>The activation.</summary>
    public Activation Activation { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Activation);

    internal override string Kind => Activation.ToString();

    internal override ValueList<int> OutputShape(string name, ValueList<int> input) => input;

    internal override nn.Module<Tensor, Tensor> ToModule(RandomStream? dropout) => Activation.ToModule();
}
