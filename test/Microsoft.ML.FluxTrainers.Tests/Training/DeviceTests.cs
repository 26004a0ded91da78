// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;
using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class DeviceTests
{
    private static readonly NeuralClassifierOptions _options = new() { Builder = new LinearBuilder(), Epochs = 1, Seed = 1 };

    [SetUp]
    public void SkipWhereThereIsAGpu()
    {
        TorchNative.EnsureLoaded();
        Assume.That(torch.cuda.is_available(), Is.False, "for machines without a GPU");
    }

    [TestCase(0)]
    [TestCase(3)]
    public void An_explicit_gpu_that_is_missing_is_an_error_before_a_row_is_read(int index)
    {
        var context = new MLContext();
        var read = 0;
        var data = context.Data.FilterByCustomPredicate<TestRow>(TestRows.Blobs(20).ToView(context, 3), _ => ++read < 0);

        Assert.That(
            () => context.FluxTrainers.NeuralClassifier(_options with { Device = Device.Cuda(index) }).Fit(data),
            Throws.InvalidOperationException.With.Message.StartsWith($"The device cuda:{index} is not there: torch sees no CUDA device.")
                .And.Message.Contains("Device.Cpu"));
        Assert.That(read, Is.Zero);
    }

    [Test]
    public void The_explicit_gpu_is_an_error_even_where_the_context_allows_the_cpu()
    {
        var context = new MLContext { FallbackToCpu = true };

        Assert.That(
            () => (_options with { Device = Device.Cuda() }).Fit(context, TestRows.Blobs(6)),
            Throws.InvalidOperationException.With.Message.Contains("cuda:0"));
    }

    [Test]
    public void A_missing_gpu_of_the_context_is_an_error_without_fallback()
    {
        var context = new MLContext { GpuDeviceId = 1, FallbackToCpu = false };

        Assert.That(
            () => _options.Fit(context, TestRows.Blobs(6)),
            Throws.InvalidOperationException.With.Message.StartsWith("The device cuda:1 is not there"));
    }

    [Test]
    public void With_fallback_it_is_a_warning()
    {
        var context = new MLContext { GpuDeviceId = 1, FallbackToCpu = true };
        var warnings = context.Listen(ChannelMessageKind.Warning);
        var model = _options.Fit(context, TestRows.Blobs(6));

        Assert.That(model.History.Device, Is.EqualTo("cpu"));
        Assert.That(warnings, Has.One.StartsWith("MLContext.GpuDeviceId is 1, but torch sees no CUDA device; training on the CPU"));
    }

    [Test]
    public void The_explicit_cpu_needs_no_gpu_whatever_the_context_says()
    {
        var context = new MLContext { GpuDeviceId = 1, FallbackToCpu = false };

        Assert.That((_options with { Device = Device.Cpu }).Fit(context, TestRows.Blobs(6)).History.Device, Is.EqualTo("cpu"));
    }
}
