// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;
using static TorchSharp.torch;
using F = System.Func<TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>>;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ModuleDescriberTests
{
    private static IEnumerable<TestCaseData> Plain()
    {
        static TestCaseData Case(string name, F make, params long[] shape) => new TestCaseData(make, shape).SetArgDisplayNames(name);
        yield return Case("Linear", () => nn.Linear(4, 3), 5, 4);
        yield return Case("Linear without bias", () => nn.Linear(4, 3, false), 5, 4);
        yield return Case("Conv1d", () => nn.Conv1d(2, 4, 3L, stride: 2, padding: 1, dilation: 2, groups: 2), 5, 2, 12);
        yield return Case("Conv2d", () => nn.Conv2d(3, 4, (3, 2), stride: (2, 1), padding: (1, 0), dilation: (1, 3), bias: false), 5, 3, 9, 8);
        yield return Case("Conv2d, valid padding", () => nn.Conv2d(3, 4, 3, padding: Padding.Valid), 5, 3, 9, 8);
        yield return Case("BatchNorm1d", () => nn.BatchNorm1d(4, eps: 0.1, momentum: 0.3), 5, 4);
        yield return Case("BatchNorm1d, nothing kept", () => nn.BatchNorm1d(4, affine: false, track_running_stats: false), 5, 4);
        yield return Case("BatchNorm2d", () => nn.BatchNorm2d(3), 5, 3, 4, 4);
        yield return Case("LayerNorm", () => nn.LayerNorm([4, 5], eps: 0.1), 5, 4, 5);
        yield return Case("LayerNorm without scale", () => nn.LayerNorm(5, elementwise_affine: false), 5, 4, 5);
        yield return Case("Dropout", () => nn.Dropout(0.3), 5, 4);
        yield return Case("Flatten", () => nn.Flatten(), 5, 4, 3);
        yield return Case("Flatten in the middle", () => nn.Flatten(2, 3), 5, 4, 3, 2);
        yield return Case("Unflatten", () => nn.Unflatten(1, [2, 3]), 5, 6);
        yield return Case("Unflatten in the middle", () => nn.Unflatten(2, [2, 3]), 5, 4, 6, 2);
        yield return Case("MaxPool1d", () => nn.MaxPool1d(3, 2, 1, 2), 5, 4, 11);
        yield return Case("MaxPool1d by default", () => nn.MaxPool1d(3), 5, 4, 11);
        yield return Case("MaxPool2d", () => nn.MaxPool2d((3, 2), (1, 2), (1, 0), (2, 1)), 5, 4, 9, 8);
        yield return Case("MaxPool2d by default", () => nn.MaxPool2d(3), 5, 4, 9, 8);
        yield return Case("AvgPool2d", () => nn.AvgPool2d((3, 2), (1, 2), (1, 0)), 5, 4, 9, 8);
        yield return Case("AvgPool2d by default", () => nn.AvgPool2d(3), 5, 4, 9, 8);
        yield return Case("AdaptiveAvgPool2d", () => nn.AdaptiveAvgPool2d((2, 3)), 5, 4, 9, 8);
        yield return Case("Embedding", () => nn.Embedding(6, 3), 5, 2);
        yield return Case("Embedding of one level", () => nn.Embedding(1, 3), 1, 1);
        yield return Case("ReLU", () => nn.ReLU(), 5, 4);
        yield return Case("ReLU in place", () => nn.ReLU(inplace: true), 5, 4);
        yield return Case("Sigmoid", () => nn.Sigmoid(), 5, 4);
        yield return Case("Tanh", () => nn.Tanh(), 5, 4);
        yield return Case("GELU", () => nn.GELU(), 5, 4);
        yield return Case("SiLU", () => nn.SiLU(), 5, 4);
        yield return Case("Mish", () => nn.Mish(), 5, 4);
        yield return Case("SELU", () => nn.SELU(), 5, 4);
        yield return Case("Softplus", () => nn.Softplus(), 5, 4);
        yield return Case("Identity", () => nn.Identity(), 5, 4);
        yield return Case("LeakyReLU", () => nn.LeakyReLU(0.3), 5, 4);
        yield return Case("ELU", () => nn.ELU(0.3), 5, 4);
        yield return Case("a custom activation", () => Activation.From("square", x => x * x).ToModule(), 5, 4);
        yield return Case(
            "a deep network",
            () => nn.Sequential(
                ("body", nn.Sequential(nn.Conv2d(1, 2, 3), nn.Sequential(nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2)))),
                ("head", nn.Sequential(nn.Flatten(), nn.Dropout(0.1), nn.Linear(18, 3)))),
            5, 1, 8, 8);
    }

    // Torch compares with itself: the module's output, and that of a module made from its description and weights.
    [TestCaseSource(nameof(Plain))]
    public void A_described_module_computes_the_same(F make, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(("0", make()), ("last", nn.Identity()));
        var ids = module.modules().Any(inner => inner is TorchSharp.Modules.Embedding);
        var input = ids ? ones(shape, ScalarType.Int64) * (shape[0] > 1 ? 1 : 0) : randn(shape);
        _ = module.call(ids ? input : input * 2); // moves the averages of norms

        Assert.That(ModuleDescriber.TryDescribe(module, out var stack, out var why), Is.True, why);
        using var copy = stack!.ToModule();
        NetworkWeights.Read(stack, module).CopyTo(copy);
        module.eval();
        copy.eval();
        var expected = TorchState.Floats(module.call(input.clone()));

        Assert.That(TorchState.Floats(copy.call(input.clone())), Is.EqualTo(expected).Within(1e-5f)); // its weights may lie otherwise in memory
        Assert.That(copy.state_dict().Keys, Is.EquivalentTo(module.state_dict().Keys));
        Assert.That(ModuleDescriber.TryDescribe(copy, out var again, out why), Is.True, why);
        Assert.That(again, Is.EqualTo(stack));
    }

    [TestCaseSource(nameof(Plain))]
    public void Describing_leaves_the_module_as_it_was(F make, long[] shape)
    {
        _ = shape;
        using var scope = NewDisposeScope();
        using var module = nn.Sequential(("0", make()));
        var parameters = module.parameters().ToList();
        var numbers = parameters.ConvertAll(TorchState.Floats);
        var generator = TorchState.Generator();
        var before = scope.DisposablesCount;
        ModuleDescriber.TryDescribe(module, out _, out _);

        Assert.That(scope.DisposablesCount, Is.EqualTo(before));
        Assert.That(TorchState.Generator(), Is.EqualTo(generator));
        Assert.That(module.parameters(), Is.EqualTo(parameters).Using<Tensor>(ReferenceEquals));
        Assert.That(parameters.ConvertAll(TorchState.Floats), Is.EqualTo(numbers));
        Assert.That(parameters.Select(parameter => parameter.grad is null), Has.All.True);
        Assert.That(module.training, Is.True);
    }

    private static IEnumerable<TestCaseData> Unusual()
    {
        static TestCaseData Case(string name, F make, string why) => new TestCaseData(make, why).SetArgDisplayNames(name);
        yield return Case(
            "padding mode", () => nn.Conv2d(1, 1, 3, padding_mode: PaddingModes.Reflect),
            "layer '0' (Conv2d) has padding_mode = Reflect");
        yield return Case(
            "same padding", () => nn.Conv2d(1, 1, 3, padding: Padding.Same),
            "layer '0' (Conv2d) has padding = Same; give the padding in numbers");
        yield return Case("padding index", () => nn.Embedding(5, 2, padding_idx: 1), "layer '0' (Embedding) has a padding_idx");
        yield return Case("padding index 0", () => nn.Embedding(5, 2, padding_idx: 0), "layer '0' (Embedding) has a padding_idx");
        yield return Case("largest norm", () => nn.Embedding(5, 2, max_norm: 1e30), "layer '0' (Embedding) has a max_norm");
        yield return Case("sparse", () => nn.Embedding(5, 2, sparse: true), "layer '0' (Embedding) has sparse = true");
        yield return Case(
            "scaled gradient", () => nn.Embedding(5, 2, scale_grad_by_freq: true),
            "layer '0' (Embedding) has scale_grad_by_freq = true");
        yield return Case(
            "sparse and scaled", () => nn.Embedding(5, 2, scale_grad_by_freq: true, sparse: true),
            "layer '0' (Embedding) has sparse and scale_grad_by_freq = true, which torch itself refuses");
        yield return Case(
            "pretrained", () => nn.Embedding_from_pretrained(ones(5, 2), freeze: false),
            "layer '0' (Embedding) uses other weights than those it shows, as Embedding_from_pretrained makes them; "
            + "copy them into an Embedding");
        yield return Case(
            "another type", () => nn.Linear(2, 1, dtype: ScalarType.Float64),
            "its tensor '0.weight' is Float64 [1, 2], trained, where a standard layer has Float32 [1, 2], trained");
        yield return Case(
            "no momentum", () => With(nn.BatchNorm1d(2), norm => norm.momentum = null),
            "layer '0' (BatchNorm1d) has no momentum (a plain average over all batches)");
        yield return Case(
            "a replaced buffer", () => With(nn.BatchNorm1d(2), norm => norm.running_mean = null),
            "its tensor '0.running_mean' is missing or shared with another layer");
        yield return Case("half a norm", () => nn.LayerNorm(2, bias: false), "layer '0' (LayerNorm) has a scale without a bias");
        yield return Case(
            "one more tensor", () => With(nn.Linear(2, 1), linear => linear.register_buffer("more", ones(1))),
            "its tensor '0.more' (Float32 [1], not trained) belongs to no standard layer");
        yield return Case(
            "a hook", () => With(nn.Linear(2, 1), linear => linear.register_forward_hook((_, _, output) => output)),
            "layer '0' (Linear) has forward hooks, which can't be described");
        yield return Case(
            "a hook around", () => With(nn.Sequential(nn.Linear(2, 1)), inner => inner.register_forward_pre_hook(_ => { })),
            "module '0' has forward hooks, which can't be described");
        yield return Case(
            "approximate", () => nn.GELU(TorchSharp.Modules.GELU.Approximate.tanh),
            "layer '0' (GELU) has approximate = tanh");
        yield return Case("softplus", () => nn.Softplus(2), "layer '0' (Softplus) has a beta or threshold of its own");
        yield return Case("ceiling", () => nn.MaxPool2d(2, ceil_mode: true), "layer '0' (MaxPool2d) has ceil_mode = true");
        yield return Case(
            "padding not counted", () => nn.AvgPool2d(2, count_include_pad: false),
            "layer '0' (AvgPool2d) has count_include_pad = false");
        yield return Case("divisor", () => nn.AvgPool2d(2, divisor_override: 3), "layer '0' (AvgPool2d) has a divisor_override");
        yield return Case(
            "batch joined", () => nn.Flatten(0),
            "layer '0' (Flatten) joins the batch with other dimensions, or counts them from the end");
        yield return Case("all dropped", () => nn.Dropout(1), "layer '0' (Dropout) drops everything");
        yield return Case(
            "setting out of range", () => With(nn.BatchNorm1d(2), norm => norm.eps = -1),
            "layer '0' (BatchNorm1d) has an unusual setting: Epsilon must be a finite number greater than 0. "
            + "(Parameter 'Epsilon')");
        yield return Case("unknown layer", () => nn.PReLU(1), "layer '0' (PReLU) is no standard layer");
        yield return Case("own type", () => new Doubling(), "layer '0' (Doubling) is no standard layer");
    }

    [TestCaseSource(nameof(Unusual))]
    public void What_is_unusual_is_named(F make, string message)
    {
        using var module = nn.Sequential(("0", make()));

        Assert.That(ModuleDescriber.TryDescribe(module, out _, out var why), Is.False);
        Assert.That(why, Is.EqualTo(message));
    }

    [Test]
    public void A_module_that_is_no_Sequential_is_refused()
    {
        using var linear = nn.Linear(2, 1);
        using var derived = new OwnSequential();

        Assert.That(ModuleDescriber.TryDescribe(linear, out _, out var why), Is.False);
        Assert.That(why, Is.EqualTo("it is a Linear, not a plain Sequential of layers (a single layer can be wrapped in one)"));
        Assert.That(ModuleDescriber.TryDescribe(derived, out _, out why), Is.False);
        Assert.That(why, Does.StartWith("it is a OwnSequential"));
    }

    [Test]
    public void Shared_layers_and_names_are_refused()
    {
        using var shared = nn.Linear(2, 2);
        using var twice = nn.Sequential(("a", shared), ("b", shared));
        using var named = nn.Sequential(("a", nn.ReLU()), ("a", nn.Tanh()));

        Assert.That(ModuleDescriber.TryDescribe(twice, out _, out var why), Is.False);
        Assert.That(why, Is.EqualTo("its tensor 'b.weight' is missing or shared with another layer"));
        Assert.That(ModuleDescriber.TryDescribe(named, out _, out why), Is.False);
        Assert.That(why, Is.EqualTo("2 of its layers have the name 'a'"));
    }

    [Test]
    public void A_frozen_layer_is_refused()
    {
        using var linear = nn.Linear(2, 2);
        linear.weight.requires_grad = false;
        using var module = nn.Sequential(linear);

        Assert.That(ModuleDescriber.TryDescribe(module, out _, out var why), Is.False);
        Assert.That(why, Does.StartWith("its tensor '0.weight' is Float32 [2, 2], not trained"));
    }

    [Test]
    public void A_training_module_of_ours_is_described_with_its_dropout()
    {
        var stack = new ShortBuilder().Describe(new NetworkShape(4, 3));
        using var module = stack.ToModule(new RandomStream(1));

        Assert.That(ModuleDescriber.TryDescribe(module, out var described, out _), Is.True);
        Assert.That(described, Is.EqualTo(stack));
    }

    private static T With<T>(T module, Action<T> change)
    {
        change(module);
        return module;
    }

    private sealed class Doubling() : nn.Module<Tensor, Tensor>(nameof(Doubling))
    {
        public override Tensor forward(Tensor input) => input * 2;
    }

    private sealed class OwnSequential() : TorchSharp.Modules.Sequential(Array.Empty<(string, nn.Module<Tensor, Tensor>)>());
}
