// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tells a new module of a builder from one that the library has had, and disposed: a function may give the same one at each call.</summary>
internal static class NewModule
{
    /// <summary>What is wrong with a disposed module, and the cure.</summary>
    public const string Cure = "gave a network that was disposed. A fit, and each use of its model, disposes the network that it gets: make a new one at each call.";

    /// <summary>Whether the module can't be used any more.</summary>
    /// <param name="module">What a builder gave.</param>
    /// <param name="hasTensors">Whether it is known to have tensors. A disposed one has none.</param>
    public static bool IsDisposed(nn.Module module, bool hasTensors = false)
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
