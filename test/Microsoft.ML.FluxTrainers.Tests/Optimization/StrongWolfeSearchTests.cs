// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>
/// Searches from very short and very long first lengths on functions of one length, against those of PyTorch
/// (Reference/optimizers.py): Moré and Thuente (1994), "Line search algorithms with guaranteed sufficient decrease",
/// figures 1 to 3, the second one from where float32 can tell its slope from 0.
/// </summary>
public sealed class StrongWolfeSearchTests
{
    private static readonly Dictionary<string, Func<double, (double Loss, double Slope)>> _functions = new()
    {
        ["rational"] = a => (-a / ((a * a) + 2), ((a * a) - 2) / Math.Pow((a * a) + 2, 2)),
        ["quintic"] = a => (
            Math.Pow(a + 0.5, 5) - (2 * Math.Pow(a + 0.5, 4)),
            (5 * Math.Pow(a + 0.5, 4)) - (8 * Math.Pow(a + 0.5, 3))),
        ["wavy"] = a =>
        {
            var (value, slope) = a switch
            {
                <= 0.99 => (1 - a, -1),
                >= 1.01 => (a - 1, 1),
                _ => ((Math.Pow(a - 1, 2) / 0.02) + 0.005, (a - 1) / 0.01),
            };
            var phase = 39 * Math.PI / 2 * a;
            return (value + (1.98 / (39 * Math.PI) * Math.Sin(phase)), slope + (0.99 * Math.Cos(phase)));
        },
    };

    [Test]
    public void Tries_as_often_as_PyTorch_and_finds_the_same_length(
        [Values("rational", "quintic", "wavy")] string name, [Range(0, 5)] int number)
    {
        var function = _functions[name];
        var expected = ReferenceFile.Read("optimizers.json").GetProperty("searches").GetProperty(name)[number];
        using var parameters = new ManagedVector(1);
        using var gradient = new ManagedVector(1);
        using var direction = new ManagedVector(1);
        direction.Fill(1);
        var evaluate = LbfgsProblem.Closure(
            w => (function(w[0]).Loss, [(float)function(w[0]).Slope]), parameters, gradient);
        using var search = new StrongWolfeSearch(parameters, gradient, evaluate, 1e-9);
        var loss = evaluate();
        var found = search.Run(direction, expected.GetProperty("start").GetDouble(), loss, gradient.Dot(direction));

        var length = expected.GetProperty("length").GetDouble();
        Assert.That(found.Evaluations, Is.EqualTo(expected.GetProperty("evaluations").GetInt32()));
        Assert.That(found.Length, Is.EqualTo(length).Within(1e-4 * length));
        Assert.That(found.Loss, Is.EqualTo(expected.GetProperty("loss").GetDouble()).Within(1e-6));
        Assert.That(gradient.Span[0], Is.EqualTo(function(found.Length).Slope).Within(1e-4));
        Assert.That(parameters.Span[0], Is.Zero);
    }
}
