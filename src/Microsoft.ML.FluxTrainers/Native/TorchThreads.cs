// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>How many threads torch uses for what the present thread asks of it, until disposed on the same thread.</summary>
/// <remarks>Torch has a number for each thread, and one for threads that ask for the first time: each setting changes both. So it is given
/// back, or a fit on one thread would slow down whatever the application does with torch afterwards.</remarks>
internal sealed class TorchThreads : IDisposable
{
    /// <summary>Multiply-adds of a forward pass from which torch gains by several threads: some 5 ms of one core.</summary>
    /// <remarks>Torch's threads wait for each other at the end of each operation, spinning. On a quiet machine with two cores the second makes a
    /// small convolutional network's step 1.4 times as fast; where other work takes a core now and then, 3 to 20 times as slow.</remarks>
    public const long LargePass = 300_000_000;

    private readonly int _before;

    /// <summary>Sets the number.</summary>
    public TorchThreads(int count)
    {
        _before = torch.get_num_threads();
        if (_before != count)
        {
            torch.set_num_threads(count);
        }
    }

    /// <summary>Whether torch is there, and its kernels can be faster than managed code on as many threads.</summary>
    /// <param name="convolves">Whether the network has convolutions: without oneDNN, torch's are slower.</param>
    public static bool AreFast(bool convolves) => TorchNative.Result.Error is null && (!convolves || ConvolutionCheck.UsesOneDnn);

    public void Dispose()
    {
        if (torch.get_num_threads() != _before)
        {
            torch.set_num_threads(_before);
        }
    }
}
