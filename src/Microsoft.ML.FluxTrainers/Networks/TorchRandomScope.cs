// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Lends torch's generator, which the whole process shares, to code that can draw from nothing else: a user's own
/// module while it is made, and its own random layers in a forward pass.</summary>
/// <remarks>
/// Scopes of all threads wait for each other; within one thread they nest. The generator is given back as it was. Code that
/// draws from it without a scope is not held up. Dispose on the thread that made the scope.
/// </remarks>
internal sealed class TorchRandomScope : IDisposable
{
    // Static, as what it guards is one for the process.
    private static readonly object _gate = new();
    private readonly Tensor? _before;
    private bool _isOver;

    /// <summary>Borrows the generator.</summary>
    /// <param name="seed">What it starts from.</param>
    /// <param name="device">Where the code runs. For a GPU, its generator is seeded too; TorchSharp 0.107 can't read that
    /// one's state, so it is not given back.</param>
    public TorchRandomScope(long seed, DeviceType device = DeviceType.CPU)
    {
        Monitor.Enter(_gate);
        try
        {
            _before = get_rng_state().DetachFromDisposeScope();

            // By its state: manual_seed would look for a GPU on each call.
            using var seeded = new Generator((ulong)seed, CPU);
            using var state = seeded.get_state();
            set_rng_state(state);
            if (device == DeviceType.CUDA)
            {
                cuda.manual_seed_all(seed);
            }
        }
        catch
        {
            _before?.Dispose();
            Monitor.Exit(_gate);
            throw;
        }
    }

    private TorchRandomScope(long seed)
    {
        Monitor.Enter(_gate);
        try
        {
            cuda.manual_seed_all(seed);
        }
        catch
        {
            Monitor.Exit(_gate);
            throw;
        }
    }

    /// <summary>Borrows nothing but the generator of a device, for code that draws from no other: in each step, so it must cost little.</summary>
    /// <param name="seed">What it starts from.</param>
    /// <param name="device">Where the code runs.</param>
    public static TorchRandomScope OfDevice(long seed, DeviceType device) =>
        device == DeviceType.CUDA ? new TorchRandomScope(seed) : new TorchRandomScope(seed, device);

    /// <summary>Gives the generator back.</summary>
    public void Dispose()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            if (_before is not null)
            {
                set_rng_state(_before);
            }
        }
        finally
        {
            _before?.Dispose();
            Monitor.Exit(_gate);
        }
    }
}
