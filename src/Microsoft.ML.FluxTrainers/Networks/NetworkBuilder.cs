// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The recipe of a network, short of the sizes that only the data can tell.</summary>
/// <remarks>Builders with equal settings are equal. Derive from <see cref="StackBuilder"/> where standard layers are enough:
/// such networks are saved and trained without further code.</remarks>
[OptionFamily]
public abstract record NetworkBuilder
{
    /// <summary>A builder that calls a function.</summary>
    /// <param name="name">What stands for the function in saved models and in comparisons, not empty.</param>
    /// <param name="build">Makes a new module at each call, as <see cref="Build"/> says.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static NetworkBuilder From(string name, Func<NetworkShape, nn.Module<Tensor, Tensor>> build) =>
        new CustomBuilder(name, build);

    /// <summary>Makes a network with initial weights, on the CPU.</summary>
    /// <param name="shape">The sizes found in the data, and the stream to draw initial weights from. The trainer seeds
    /// torch's own generator too while this method runs, so TorchSharp's layers can be used as they are.</param>
    /// <returns>A new module at each call, from float32 <c>[batch, shape.Inputs]</c>, for images <c>[batch, channels, height, width]</c>, to
    /// float32 <c>[batch, shape.Outputs]</c>, without a final activation: the trainer adds the one that suits its loss. The
    /// caller disposes it.</returns>
    public abstract nn.Module<Tensor, Tensor> Build(NetworkShape shape);
}
