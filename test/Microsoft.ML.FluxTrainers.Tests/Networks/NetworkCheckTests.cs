// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NetworkCheckTests
{
    private static readonly NetworkShape _shape = new(4, 3);

    [Test]
    public void A_network_that_fits_comes_back_in_training_mode_with_the_generator_untouched()
    {
        var before = TorchState.Generator();
        var builder = NetworkBuilder.From("mine", shape => nn.Sequential(
            nn.Linear(shape.Inputs, 8), nn.BatchNorm1d(8), nn.Linear(8, shape.Outputs)));
        using var module = NetworkCheck.Build(builder, _shape);

        Assert.That(module.modules().Select(inner => inner.training), Has.All.True);
        Assert.That(module.state_dict()["1.num_batches_tracked"].item<long>(), Is.Zero);
        Assert.That(TorchState.Generator(), Is.EqualTo(before));
    }

    [Test]
    public void Equal_streams_give_equal_custom_networks()
    {
        var builder = NetworkBuilder.From("mine", shape => nn.Sequential(nn.Linear(shape.Inputs, shape.Outputs)));
        float[] Weights(long seed)
        {
            using var module = NetworkCheck.Build(builder, _shape with { Random = new RandomStream(seed) });
            return [.. module.parameters().SelectMany(TorchState.Floats)];
        }

        var (first, same, other) = (Weights(1), Weights(1), Weights(2));

        Assert.That(same, Is.EqualTo(first));
        Assert.That(other, Is.Not.EqualTo(first));
    }

    [Test]
    public void A_wrong_output_shape_is_shown_beside_the_right_one_and_nothing_leaks()
    {
        using var scope = NewDisposeScope();
        var tensors = new List<Tensor>();
        var builder = NetworkBuilder.From("mine", shape =>
        {
            var module = nn.Sequential(nn.Linear(shape.Inputs, 7));
            tensors.AddRange(module.parameters());
            return module;
        });

        Assert.That(
            () => NetworkCheck.Build(builder, _shape),
            Throws.InvalidOperationException.With.Message.EqualTo(
                "NetworkBuilder.From(\"mine\") built a network from [2, 4] to [2, 7], but the data needs [2, 3] "
                + "(2 is the number of rows). Make its last layer fit the shape that the builder gets."));
        Assert.That(tensors.Select(tensor => tensor.IsInvalid), Is.EqualTo(new[] { true, true }));
        Assert.That(scope.DisposablesCount, Is.Zero);
    }

    [Test]
    public void A_failing_forward_pass_is_one_line_with_the_original_inside()
    {
        var builder = NetworkBuilder.From("mine", _ => nn.Sequential(nn.Linear(9, 3)));

        Assert.That(
            () => NetworkCheck.Build(builder, _shape),
            Throws.InvalidOperationException
                .With.Message.EqualTo(
                    "NetworkBuilder.From(\"mine\") built a network that fails on an input of [2, 4]: "
                    + "mat1 and mat2 shapes cannot be multiplied (2x4 and 9x3)")
                .And.InnerException.TypeOf<System.Runtime.InteropServices.ExternalException>());
    }

    [Test]
    public void A_failing_builder_is_named_with_the_original_inside()
    {
        var builder = NetworkBuilder.From("mine", _ => throw new NotSupportedException("no such depth"));

        Assert.That(
            () => NetworkCheck.Build(builder, _shape),
            Throws.InvalidOperationException
                .With.Message.EqualTo("NetworkBuilder.From(\"mine\") failed to build a network with 4 inputs "
                    + "and 3 outputs: no such depth")
                .And.InnerException.TypeOf<NotSupportedException>());
    }

    [Test]
    public void No_network_at_all_is_said() =>
        Assert.That(
            () => NetworkCheck.Build(NetworkBuilder.From("mine", _ => null!), _shape),
            Throws.InvalidOperationException.With.Message.EndsWith("It gave null instead of a network."));

    [Test]
    public void Images_are_tried_with_their_channels()
    {
        var builder = NetworkBuilder.From("mine", shape => nn.Sequential(
            nn.Conv2d(shape.Channels, 2, 3), nn.Flatten(), nn.Linear(2 * 4 * 3, shape.Outputs)));
        using var module = NetworkCheck.Build(builder, new NetworkShape(3 * 6 * 5, 3) { Channels = 3, Height = 6, Width = 5 });

        Assert.That(module, Is.Not.Null);
    }
}
