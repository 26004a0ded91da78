// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TorchRandomScopeTests
{
    [Test]
    public void Inside_the_numbers_follow_from_the_seed_and_after_all_is_as_before()
    {
        using var scope = NewDisposeScope();
        var before = TorchState.Generator();
        var first = Draw(5);
        _ = rand(3); // someone else draws
        var drawn = TorchState.Generator();
        var second = Draw(5);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(Draw(6), Is.Not.EqualTo(first));
        Assert.That(TorchState.Generator(), Is.EqualTo(drawn).And.Not.EqualTo(before));
    }

    // PyTorch's torch.manual_seed(42); torch.rand(1).
    [Test]
    public void The_numbers_are_those_of_torch_with_that_seed()
    {
        using var scope = NewDisposeScope();
        using var lent = new TorchRandomScope(42);

        Assert.That(rand(1).item<float>(), Is.EqualTo(0.8822693f).Within(1e-7f));
    }

    [Test]
    public void The_spare_normal_number_is_given_back_too()
    {
        using var scope = NewDisposeScope();
        _ = randn(1); // torch keeps the second of a pair
        using var state = get_rng_state();
        var expected = TorchState.Floats(randn(3));
        set_rng_state(state);
        using (new TorchRandomScope(1))
        {
            _ = randn(1);
        }

        Assert.That(TorchState.Floats(randn(3)), Is.EqualTo(expected));
    }

    [Test]
    public void Disposing_twice_gives_back_once()
    {
        using var scope = NewDisposeScope();
        var lent = new TorchRandomScope(1);
        lent.Dispose();
        _ = rand(1);
        var state = TorchState.Generator();
        lent.Dispose();

        Assert.That(TorchState.Generator(), Is.EqualTo(state));
        Assert.That(Task.Run(() => new TorchRandomScope(1).Dispose()).Wait(TimeSpan.FromSeconds(30)), Is.True);
    }

    [Test]
    public void Threads_wait_for_each_other()
    {
        float[] Weights()
        {
            using var scope = NewDisposeScope();
            using var lent = new TorchRandomScope(9);
            using var module = nn.Sequential(nn.Linear(20, 20), nn.Linear(20, 20));
            return [.. module.parameters().SelectMany(TorchState.Floats)];
        }

        var alone = Weights();
        var together = new float[200][];
        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, index => together[index] = Weights());

        Assert.That(together, Has.All.EqualTo(alone));
    }

    [Test]
    public void Nothing_leaks()
    {
        var before = Tensor.TotalCount;
        new TorchRandomScope(1).Dispose();

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    private static float[] Draw(long seed)
    {
        using var lent = new TorchRandomScope(seed);
        using var scope = NewDisposeScope();
        return TorchState.Floats(rand(4));
    }
}
