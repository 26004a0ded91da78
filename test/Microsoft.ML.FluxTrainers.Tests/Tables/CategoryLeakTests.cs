// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Tensors that the lookup of categories leaves to the garbage collector, measured while that is held off.</summary>
[NonParallelizable]
public sealed class CategoryLeakTests
{
    // TorchSharp's own layers leave some wrappers when they are made; epochs and predictions leave none.
    [Test]
    public void Training_leaves_none([Values] UnknownCategories unknown)
    {
        var options = TableRows.Regressor with { UnknownCategories = unknown };
        var none = Left(() => (options with { Epochs = 0 }).Fit(TableRows.Make().ToView(), RunnerKind.Eager).Dispose());

        Assert.That(Left(() => (options with { Epochs = 5 }).Fit(TableRows.Make().ToView(), RunnerKind.Eager).Dispose()), Is.EqualTo(none));
    }

    [Test]
    public void A_module_leaves_none_when_it_is_disposed()
    {
        TorchNative.EnsureLoaded();
        using var scope = NewDisposeScope();
        var module = new EntityEmbeddingLayer(2, [new(0, 3, 2)]).ToModule(null);
        var table = module.parameters().Single();
        module.Dispose();

        Assert.That(scope.DisposablesCount, Is.Zero);
        Assert.That(table.IsInvalid);
    }

    private static long Left(Action work)
    {
        work(); // what is made once, stays
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.That(GC.TryStartNoGCRegion(100_000_000));
        try
        {
            var before = Tensor.TotalCount;
            work();
            return Tensor.TotalCount - before;
        }
        finally
        {
            GC.EndNoGCRegion();
        }
    }
}
