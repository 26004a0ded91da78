// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class StreamDropoutTests
{
    [Test]
    public void In_training_it_multiplies_by_the_mask_of_the_stream()
    {
        using var scope = NewDisposeScope();
        using var dropout = new StreamDropout(0.25, new RandomStream(42));
        var mask = new float[12];
        new RandomStream(42).FillDropoutMask(mask, 0.25);
        var input = arange(1, 13, ScalarType.Float32).reshape(3, 4);

        Assert.That(
            TorchState.Floats(dropout.call(input)), Is.EqualTo(mask.Select((factor, index) => factor * (index + 1))));
    }

    [Test]
    public void The_gradient_is_the_mask()
    {
        using var scope = NewDisposeScope();
        using var dropout = new StreamDropout(0.5, new RandomStream(7));
        var input = ones(64).requires_grad_();
        var output = dropout.call(input);
        output.sum().backward();

        Assert.That(TorchState.Floats(input.grad!), Is.EqualTo(TorchState.Floats(output)));
    }

    [Test]
    public void Each_pass_has_a_new_mask_and_equal_streams_have_equal_masks()
    {
        using var scope = NewDisposeScope();
        using var dropout = new StreamDropout(0.5, new RandomStream(7));
        using var same = new StreamDropout(0.5, new RandomStream(7));
        var first = TorchState.Floats(dropout.call(ones(100)));
        var second = TorchState.Floats(dropout.call(ones(100)));

        Assert.That(second, Is.Not.EqualTo(first));
        Assert.That(TorchState.Floats(same.call(ones(100))), Is.EqualTo(first));
        Assert.That(TorchState.Floats(same.call(ones(100))), Is.EqualTo(second));
    }

    [Test]
    public void In_use_it_changes_and_draws_nothing()
    {
        using var scope = NewDisposeScope();
        var stream = new RandomStream(7);
        using var dropout = new StreamDropout(0.5, stream);
        dropout.eval();
        var before = stream.SaveState();

        Assert.That(TorchState.Floats(dropout.call(ones(100))), Has.All.EqualTo(1));
        Assert.That(stream.SaveState(), Is.EqualTo(before));
    }

    [Test]
    public void A_network_with_a_stream_never_draws_from_torch()
    {
        using var scope = NewDisposeScope();
        using var module = new ShortBuilder().Describe(new NetworkShape(4, 3)).ToModule(new RandomStream(7));
        var before = TorchState.Generator();
        _ = module.call(ones(5, 4));

        Assert.That(TorchState.Generator(), Is.EqualTo(before));
        Assert.That(module.modules().OfType<StreamDropout>().Single().Probability, Is.EqualTo(0.5));
    }

    [Test]
    public void The_copy_for_the_user_holds_dropout_of_torch()
    {
        using var module = new ShortBuilder().Describe(new NetworkShape(4, 3)).ToModule();

        Assert.That(module.modules().OfType<TorchSharp.Modules.Dropout>().Single().p, Is.EqualTo(0.5));
    }

    [Test]
    public void A_pass_leaves_only_its_output()
    {
        using var dropout = new StreamDropout(0.5, new RandomStream(7));
        using var input = ones(10);
        var before = Tensor.TotalCount;
        dropout.call(input).Dispose();

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }
}
