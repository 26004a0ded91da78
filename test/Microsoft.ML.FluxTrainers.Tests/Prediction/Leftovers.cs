// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Reflection;
using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What an action leaves in native memory.</summary>
/// <param name="Tensors">Tensors of all threads that only a finalizer freed.</param>
/// <param name="Alive">Tensors made on this thread that are alive.</param>
/// <param name="Pinned">Arrays that tensors keep pinned.</param>
internal sealed record Leftovers(long Tensors, long Alive, int Pinned)
{
    private const long Heap = 200 << 20;

    public static Leftovers None { get; } = new(0, 0, 0);

    /// <summary>Runs an action once, for all that is made once, and then three times, and tells what the three runs left.</summary>
    /// <remarks>Tensor.TotalCount alone would not tell: it grows by one with each parameter that is made (TorchSharp 0.107), freed or
    /// not. Finalizers count right; so none runs during the action, and what they free after it was left by it.</remarks>
    public static Leftovers Of(Action action)
    {
        TorchNative.EnsureLoaded();
        action();
        CollectAll();
        Assert.That(GC.TryStartNoGCRegion(Heap), Is.True);
        GC.WaitForPendingFinalizers();
        var (alive, pinned) = (AliveNow(), PinnedArrays());
        for (var run = 0; run < 3; run++)
        {
            action();
        }

        (alive, pinned) = (AliveNow() - alive, PinnedArrays() - pinned);
        GC.EndNoGCRegion(); // throws if there was a collection after all
        var made = torch.Tensor.TotalCount;
        CollectAll();
        return new(made - torch.Tensor.TotalCount, alive, pinned);
    }

    /// <summary>The tensors made on this thread that are alive.</summary>
    public static long AliveNow() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    // TorchSharp frees a pinned array through a list of its own, which it does not show.
    private static int PinnedArrays() =>
        ((ICollection)typeof(torch).GetField("deleters", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!).Count;

    private static void CollectAll()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
