// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ModuleSummaryTests
{
    [Test]
    public void A_stack_and_its_module_have_one_summary()
    {
        var stack = new MlpBuilder(5, 4) { Normalization = Normalization.BatchNorm }.Describe(new NetworkShape(3, 2));
        using var module = stack.ToModule();

        Assert.That(ModuleSummary.Of(module, [3]), Is.EqualTo(stack.Summary([3])));
    }

    [Test]
    public void Parameters_of_its_own_count_and_a_layer_that_is_not_called_has_no_shape()
    {
        using var module = new Own();

        Assert.That(
            ModuleSummary.Of(module, [2]),
            Is.EqualTo(
                """
                Layer      Type    Output      Parameters
                (network)  Own     [batch, 3]           3
                unused     Linear  ?                    2
                used       Linear  [batch, 3]           9
                Total                                  14

                """));
    }

    [Test]
    public void The_module_stays_as_it_was()
    {
        using var module = nn.Sequential(nn.BatchNorm1d(2), nn.Linear(2, 2));
        module.children().First().eval();
        var before = Tensor.TotalCount;
        ModuleSummary.Of(module, [2]);

        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
        Assert.That(module.children().Select(inner => inner.training), Is.EqualTo(new[] { false, true }));
        Assert.That(ModuleDescriber.TryDescribe(module, out _, out var why), Is.True, why);
    }

    private sealed class Own : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter _shift = nn.Parameter(zeros(3));
        private readonly nn.Module<Tensor, Tensor> _used = nn.Linear(2, 3);

        public Own()
            : base(nameof(Own))
        {
            register_parameter("shift", _shift);
            register_module("unused", nn.Linear(1, 1));
            register_module("used", _used);
        }

        public override Tensor forward(Tensor input) => _used.call(input) + _shift;
    }
}
