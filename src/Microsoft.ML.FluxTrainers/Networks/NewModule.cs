// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tells a new module of a builder from one that the library has had, and disposed: a function may give the same one at each call.</summary>
internal static class NewModule
{
    /// <summary>The module, where it can be used.</summary>
    /// <param name="module">What a builder gave.</param>
    /// <param name="builder">What messages call the builder.</param>
    /// <param name="hasTensors">Whether it is known to have tensors. A disposed one has none.</param>
    /// <exception cref="InvalidOperationException">There is none, or it was disposed.</exception>
    public static nn.Module<Tensor, Tensor> Checked(nn.Module<Tensor, Tensor>? module, string builder, bool hasTensors = false) =>
        module is null ? throw new InvalidOperationException($"{builder} gave null instead of a network.")
        : IsDisposed(module, hasTensors) ? throw new InvalidOperationException(
            $"{builder} gave a network that was disposed. A fit, and each use of its model, disposes the network that it gets: make a new one at each call.")
        : module;

    private static bool IsDisposed(nn.Module module, bool hasTensors)
    {
        try
        {
            _ = module.training;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }

        return hasTensors && !ModuleTensors.Of(module).Any();
    }
}
