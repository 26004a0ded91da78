// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class OptionPathTests
{
    private static readonly SampleOptions _options = new();

    [Test]
    public void Gets_a_setting_at_any_depth_in_any_letter_case()
    {
        Assert.That(_options.Get("Epochs"), Is.EqualTo(10));
        Assert.That(_options.Get("network.HIDDEN"), Is.EqualTo((ValueList<int>)[5, 4]));
        Assert.That(_options.Get("SecondPenalty"), Is.Null);
    }

    [Test]
    public void Changes_a_copy_and_nothing_else()
    {
        SampleOptions changed = _options.With("Network.Hidden", new[] { 8, 4 });

        Assert.That(changed, Is.EqualTo(new SampleOptions { Network = new SampleNetwork.Dense([8, 4]) }));
        Assert.That(_options, Is.EqualTo(new SampleOptions()));
        Assert.That(changed.With("network.hidden", new List<int> { 5, 4 }), Is.EqualTo(_options));
    }

    [Test]
    public void Reaches_through_several_records()
    {
        var twice = _options with { Network = new SampleNetwork.Twice { Inner = _options.Network } };

        Assert.That(
            twice.With("Network.Inner.Dropout", 0.25).Get("Network.Inner"),
            Is.EqualTo(new SampleNetwork.Dense([5, 4]) { Dropout = 0.25 }));
    }

    [TestCase("Epochs", 7L, ExpectedResult = 7)]
    [TestCase("Epochs", 7.0, ExpectedResult = 7)]
    [TestCase("Epochs", (byte)7, ExpectedResult = 7)]
    [TestCase("Seed", 7, ExpectedResult = 7)]
    [TestCase("Seed", null, ExpectedResult = null)]
    [TestCase("Rows", 7, ExpectedResult = 7L)]
    [TestCase("Rate", 7, ExpectedResult = 7f)]
    [TestCase("Rate", 0.5, ExpectedResult = 0.5f)]
    [TestCase("Penalty.Strength", 7, ExpectedResult = 7.0)]
    [TestCase("Network.Activation", "tanh", ExpectedResult = SampleActivation.Tanh)]
    [TestCase("Network.Activation", SampleActivation.Tanh, ExpectedResult = SampleActivation.Tanh)]
    public object? Converts_where_nothing_is_lost(string path, object? value) => _options.With(path, value).Get(path);

    [Test]
    public void Converts_the_items_of_a_list() =>
        Assert.That(
            _options.With("Network.Hidden", new[] { 3.0, 2.0 }).Get("Network.Hidden"),
            Is.EqualTo((ValueList<int>)[3, 2]));

    [TestCase("Epochs", "12", ExpectedResult = 12)]
    [TestCase("Network.Activation", "\"Tanh\"", ExpectedResult = SampleActivation.Tanh)]
    [TestCase("Seed", "null", ExpectedResult = null)]
    public object? Takes_JSON(string path, string json) => _options.With(path, JsonElement.Parse(json)).Get(path);

    [Test]
    public void Takes_a_whole_record_as_JSON()
    {
        var json = JsonElement.Parse("""{"$type":"Dense","hidden":[1]}""");

        Assert.That(
            OptionPath.With(_options, "Network", json, SampleOptions.Types).Network,
            Is.EqualTo(new SampleNetwork.Dense([1])));
        Assert.That(
            () => OptionPath.With(_options, "Network", JsonElement.Parse("""{"$type":"Custom","name":"x"}"""), SampleOptions.Types),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("Set the property to the object itself."));
    }

    [TestCase("Epochs", 0, "Epochs must be a positive integer.")]
    [TestCase("Epochs", 1.5, "Epochs must be an integer, but is of type Double.")]
    [TestCase("Epochs", 1e10, "Epochs must be an integer, but is of type Double.")]
    [TestCase("Epochs", double.NaN, "Epochs must be an integer, but is of type Double.")]
    [TestCase("Epochs", "12", "Epochs must be an integer, but is the text '12'.")]
    [TestCase("Epochs", true, "Epochs must be an integer, but is of type Boolean.")]
    [TestCase("Penalty.Strength", -1, "Strength must be a finite number of at least 0.")]
    [TestCase("Network.Activation", "1", "Activation must be one of Relu, Tanh, but is the text '1'.")]
    [TestCase("Network.Activation", "", "Activation must be one of Relu, Tanh, but is the text ''.")]
    [TestCase("Network.Hidden", "12", "Hidden must be a list, each item an integer, but is the text '12'.")]
    [TestCase("Network.Hidden", 12, "Hidden must be a list, each item an integer, but is of type Int32.")]
    [TestCase("Network.Hidden", new[] { 1.5 }, "Hidden must be a list, each item an integer, but is of type Double[].")]
    [TestCase("Network", 1, "Network must be of type SampleNetwork, but is of type Int32.")]
    public void Refuses_a_wrong_value_as_the_setter_does(string path, object value, string message) =>
        Assert.That(
            () => _options.With(path, value),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith(message));

    [TestCase("Epochs")]
    [TestCase("Network")]
    [TestCase("Penalty")]
    public void Refuses_null_where_the_setting_is_never_null(string path) =>
        Assert.That(
            () => _options.With(path, null),
            Throws.TypeOf<ArgumentNullException>().With.Message.StartsWith($"{path} must not be null."));

    [TestCase("Network.Hiden", "Network has no property 'Hiden'. Did you mean 'Hidden'? It has: Activation, Dropout, Hidden.")]
    [TestCase("Network.droput", "Network has no property 'droput'. Did you mean 'Dropout'? It has: Activation, Dropout, Hidden.")]
    [TestCase("Network.Momentum", "Network has no property 'Momentum'. It has: Activation, Dropout, Hidden.")]
    [TestCase("Epohcs", "SampleOptions has no property 'Epohcs'. Did you mean 'Epochs'?")]
    [TestCase("", "SampleOptions has no property ''. It has: ")]
    [TestCase("Network..Hidden", "Network has no property ''.")]
    [TestCase("Epochs.Count", "Epochs is 10 and has no properties, so there is no 'Count'.")]
    [TestCase("SecondPenalty.Strength", "SecondPenalty is null, so it has no property 'Strength'. Set SecondPenalty first.")]
    public void An_unknown_name_is_answered_with_what_there_is(string path, string message)
    {
        Assert.That(() => _options.With(path, 1), Throws.TypeOf<ArgumentException>().With.Message.StartsWith(message));
        Assert.That(() => _options.Get(path), Throws.TypeOf<ArgumentException>().With.Message.StartsWith(message));
    }

    [Test]
    public void Lists_the_paths_of_all_settings()
    {
        string[] expected =
        [
            "Columns", "Epochs", "Heads", "Limit", "Network.Activation", "Network.Dropout", "Network.Hidden",
            "Penalty.Strength", "Rate", "Rows", "SecondPenalty", "Seed", "Shuffle",
        ];
        Assert.That(OptionPath.All(_options), Is.EqualTo(expected));
        Assert.That(
            OptionPath.All(_options with { Network = new SampleNetwork.Custom("n", x => x) }),
            Does.Contain("Network").And.Not.Contain("Network.Name"));
    }
}
