// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class OptionEqualityTests
{
    private static readonly Dictionary<string, object?> _changes = new()
    {
        ["Columns"] = new[] { "a" },
        ["Epochs"] = 11,
        ["Heads"] = new SampleNetwork[] { new SampleNetwork.Dense([1]) },
        ["Limit"] = TimeSpan.Zero,
        ["Network.Activation"] = SampleActivation.Tanh,
        ["Network.Dropout"] = 0.5,
        ["Network.Hidden"] = new[] { 4, 5 },
        ["Penalty.Strength"] = 2,
        ["Rate"] = 1,
        ["Rows"] = 1,
        ["SecondPenalty"] = new SamplePenalty(1),
        ["Seed"] = 1,
        ["Shuffle"] = false,
    };

    private static IEnumerable<string> Paths => OptionPath.All(new SampleOptions());

    [TestCaseSource(nameof(Paths))]
    public void A_change_of_any_setting_makes_another_value_and_back_the_same(string path)
    {
        var options = new SampleOptions();
        var changed = options.With(path, _changes[path]);

        Assert.That(changed, Is.Not.EqualTo(options));
        Assert.That(Write(changed), Is.Not.EqualTo(Write(options)));
        Assert.That(changed.With(path, options.Get(path)), Is.EqualTo(options));
        Assert.That(options.With(path, _changes[path]).GetHashCode(), Is.EqualTo(changed.GetHashCode()));
    }

    [Test]
    public void Lists_of_records_are_compared_item_by_item()
    {
        var first = new SampleOptions { Heads = [new SampleNetwork.Dense([1, 2]), new SampleNetwork.Dense([3])] };
        var second = new SampleOptions { Heads = [new SampleNetwork.Dense([1, 2]), new SampleNetwork.Dense([3])] };

        Assert.That(first, Is.EqualTo(second));
        Assert.That(first.GetHashCode(), Is.EqualTo(second.GetHashCode()));
    }

    private static string Write(SampleOptions options) => OptionsJson.Write(options, SampleOptions.Types);
}
