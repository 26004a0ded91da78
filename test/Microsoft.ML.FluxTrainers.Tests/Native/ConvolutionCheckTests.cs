// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Torch's convolutions on the CPU give what it computes in double precision, on processors where oneDNN is wrong too.</summary>
public sealed class ConvolutionCheckTests
{
    private static IEnumerable<TestCaseData> Convolutions()
    {
        static TestCaseData Case(string name, Func<nn.Module<Tensor, Tensor>> make, params long[] shape) => new TestCaseData(make, shape).SetArgDisplayNames(name);
        yield return Case("few channels", () => nn.Conv2d(3, 8, 3), 4, 3, 9, 9);
        yield return Case("as many as a register holds", () => nn.Conv2d(16, 16, 3), 4, 16, 9, 9);
        yield return Case("windows of a pixel with a stride", () => nn.Conv2d(64, 128, 1, stride: 2), 2, 64, 8, 8);
        yield return Case("series", () => nn.Conv1d(3, 6, 5L, stride: 2, padding: 2), 4, 3, 20);
        yield return Case("space", () => nn.Conv3d(3, 8, 3), 2, 3, 6, 6, 6);
        yield return Case("transposed", () => nn.ConvTranspose2d(8, 3, 3), 2, 8, 9, 9);
        yield return Case("transposed series", () => nn.ConvTranspose1d(8, 3, 3L), 2, 8, 9);
    }

    [TestCaseSource(nameof(Convolutions))]
    public void Outputs_and_gradients_are_those_of_double_precision(Func<nn.Module<Tensor, Tensor>> make, long[] shape)
    {
        ConvolutionCheck.Ensure();
        using var scope = NewDisposeScope();
        using var random = new TorchRandomScope(1);
        var input = randn(shape);
        var module = make();
        var exact = make();
        exact.load_state_dict(module.state_dict());
        exact.to(ScalarType.Float64);

        Assert.That(Results(module, input), Is.EqualTo(Results(exact, input.to(ScalarType.Float64))).Within(1e-4));
    }

    [Test]
    public void It_has_nothing_to_say_twice()
    {
        ConvolutionCheck.Ensure();
        _ = ConvolutionCheck.TakeNotice();

        Assert.That(ConvolutionCheck.TakeNotice(), Is.Null);
    }

    /// <summary>The output, and the gradients of input and weights.</summary>
    private static double[] Results(nn.Module<Tensor, Tensor> module, Tensor input)
    {
        input = input.detach().clone().requires_grad_();
        var output = module.call(input);
        (output * output.detach().sin()).mean().backward(); // another gradient at each place
        return [.. module.parameters().Select(parameter => parameter.grad!).Prepend(input.grad!).Prepend(output)
            .SelectMany(tensor => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray())];
    }
}
