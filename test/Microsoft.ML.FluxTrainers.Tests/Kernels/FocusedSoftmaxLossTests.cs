// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using NUnit.Framework;
using TorchSharp;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class FocusedSoftmaxLossTests
{
    private static readonly JsonElement _file = ReferenceFile.Read("closed_forms.json");

    private static readonly float[] _outputs = [.. _file.GetProperty("outputs").EnumerateArray().SelectMany(row => row.Numbers()).Select(value => (float)value)];

    private static readonly float[] _targets = Floats(_file.GetProperty("targets"));

    private static IEnumerable<TestCaseData> Recorded() => _file.GetProperty("focal").EnumerateArray()
        .Select(item => new TestCaseData(item).SetArgDisplayNames($"gamma {item.GetProperty("gamma")}"));

    /// <summary>With numbers recorded from PyTorch: rows that are sure and right, undecided, and so wrong that the exponential vanishes.</summary>
    [TestCaseSource(nameof(Recorded))]
    public void Agrees_with_PyTorch_in_double_precision(JsonElement item)
    {
        var gradient = new float[_outputs.Length];
        var loss = new FocusedSoftmaxLoss(item.GetProperty("gamma").GetDouble());
        var values = item.GetProperty("values").Numbers();

        for (var row = 0; row < values.Length; row++)
        {
            var sum = loss.Sum(_outputs.AsSpan(row * 3, 3), _targets.AsSpan(row, 1), [], gradient.AsSpan(row * 3, 3), 3);
            Assert.That(sum, Is.EqualTo(values[row]).Within(1e-4).Percent, $"row {row}");
        }

        Assert.That(gradient, Is.EqualTo(item.GetProperty("gradient").Numbers()).AsCollection.Within(1e-4).Percent);
    }

    /// <summary>With torch's autograd on the same loss in single precision, which bounds the probability of the others as the closed form does.</summary>
    [Test]
    public void Agrees_with_torch_and_weights([Values(0, 0.5, 1, 2, 3.5)] double gamma)
    {
        float[] outputs = [1, 2, 3, -1, 0, 1000, -1000, 5, 5, 0.5f, 0.25f, 0, 200, -200, 0, 30, 1, 2];
        float[] classes = [2, 0, 1, 0, 0, 0];
        float[] weights = [1, 0.5f, 2, 0, 1, 3];
        var gradient = new float[outputs.Length];

        var sum = new FocusedSoftmaxLoss(gamma).Sum(outputs, classes, weights, gradient, 3);

        using var scope = torch.NewDisposeScope();
        var z = torch.tensor(outputs, 6, 3, requires_grad: true);
        var total = (new FocalLoss(gamma).PerRow(z, torch.tensor(classes).to(torch.ScalarType.Int64)) * torch.tensor(weights)).sum();
        total.backward();
        Assert.That(sum, Is.EqualTo(total.item<float>()).Within(1e-3).Percent);
        Assert.That(gradient, Is.EqualTo(z.grad!.data<float>().ToArray()).Within(1e-5));
    }

    // Shapes on both sides of the 512 numbers that are taken at a time, in steps of 1/128 to both sides.
    [TestCase(300, 2)]
    [TestCase(3, 512)]
    [TestCase(3, 700)]
    [TestCase(100, 10)]
    public void The_gradient_of_many_rows_is_the_slope_of_the_loss(int rows, int width)
    {
        var random = new Random(1);
        var outputs = Enumerable.Range(0, rows * width).Select(_ => (6 * random.NextSingle()) - 3).ToArray();
        var classes = Enumerable.Range(0, rows).Select(_ => (float)random.Next(width)).ToArray();
        var gradient = new float[outputs.Length];
        var loss = new FocusedSoftmaxLoss(2);

        var sum = loss.Sum(outputs, classes, [], gradient, width);

        var alone = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var at = (row * width) + (row % width);
            alone += At(row, at, 0);
            Assert.That(gradient[at], Is.EqualTo((At(row, at, 1f / 128) - At(row, at, -1f / 128)) * 64).Within(2e-4), $"row {row}");
        }

        Assert.That(sum, Is.EqualTo(alone).Within(1e-9).Percent);
        Assert.That(gradient.Chunk(width).Select(row => row.Sum()), Is.All.Zero.Within(1e-5), "the softmax does not change where all outputs rise alike");

        double At(int row, int index, float step)
        {
            var moved = outputs[(row * width)..((row + 1) * width)];
            moved[index - (row * width)] += step;
            return loss.Sum(moved, classes.AsSpan(row, 1), [], [], width);
        }
    }

    [Test]
    public void A_certain_row_has_neither_loss_nor_slope([Values(0, 0.5, 1, 2)] double gamma)
    {
        var gradient = new float[2];

        Assert.That(new FocusedSoftmaxLoss(gamma).Sum([200, -200], [0], [], gradient, 2), Is.Zero);
        Assert.That(gradient, Is.All.Zero);
    }

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    public void A_broken_output_breaks_its_row_only(float output)
    {
        var gradient = new float[4];

        Assert.That(new FocusedSoftmaxLoss(2).Sum([output, 1, 0, 1], [0, 1], [], gradient, 2), Is.NaN);
        Assert.That(gradient[..2], Is.All.NaN);
        Assert.That(gradient[2..], Is.All.Not.NaN);
    }

    private static float[] Floats(JsonElement array) => [.. array.Numbers().Select(value => (float)value)];
}
