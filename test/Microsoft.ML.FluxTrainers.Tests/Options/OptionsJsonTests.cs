// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class OptionsJsonTests
{
    private const string Golden =
        """
        {"$type":"SampleOptions","columns":["Gr\u00FC\u00DFe","b"],"epochs":10,"heads":[],"limit":"00:30:00",
        "network":{"$type":"Dense","activation":"Relu","dropout":0,"hidden":[5,4]},"penalty":{"strength":0.5},
        "rate":0.1,"rows":0,"secondPenalty":null,"seed":null,"shuffle":true}
        """;

    private static readonly Dictionary<OptionProperty, object?> _noValues = [];

    private static readonly SampleOptions _varied = new()
    {
        Epochs = 3,
        Network = new SampleNetwork.Twice { Inner = new SampleNetwork.Dense([7], SampleActivation.Tanh) { Dropout = 0.1 } },
        Penalty = new(1e-8),
        SecondPenalty = new(double.MaxValue),
        Seed = -5,
        Rows = long.MaxValue,
        Rate = float.Epsilon,
        Shuffle = false,
        Limit = new TimeSpan(1, 2, 3, 4, 5),
        Columns = (ValueList<string>)["<\"\\\u0001>"],
        Heads = [new SampleNetwork.Dense([]), new SampleNetwork.Dense([1, 2, 3])],
    };

    [Test]
    [SetCulture("de-DE")]
    public void Canonical_text_is_sorted_with_the_type_first() =>
        Assert.That(Write(new SampleOptions()), Is.EqualTo(Golden.ReplaceLineEndings("")));

    [TestCase("")]
    [TestCase("de-DE")]
    [TestCase("tr-TR")]
    public void What_is_written_reads_back_equal_and_is_written_the_same_again(string culture)
    {
        var before = Thread.CurrentThread.CurrentCulture;
        try
        {
            Thread.CurrentThread.CurrentCulture = new(culture);
            var read = Read(Write(_varied));

            Assert.That(read, Is.EqualTo(_varied));
            Assert.That(read.GetHashCode(), Is.EqualTo(_varied.GetHashCode()));
            Assert.That(Write(read), Is.EqualTo(Write(_varied)));
        }
        finally
        {
            Thread.CurrentThread.CurrentCulture = before;
        }
    }

    [Test]
    public void Reads_a_record_by_its_family() =>
        Assert.That(
            OptionsJson.Read<TrainerOptions>(Golden, SampleOptions.Named, SampleOptions.Types),
            Is.EqualTo(new SampleOptions()));

    [Test]
    public void Equal_options_give_equal_text_also_for_negative_zero() =>
        Assert.That(
            Write(new SampleOptions { Rate = -0f, Penalty = new(-0.0) }),
            Is.EqualTo(Write(new SampleOptions { Rate = 0f, Penalty = new(0) })));

    [Test]
    public void What_the_text_leaves_out_has_its_default() =>
        Assert.That(
            Read("""{"network":{"hidden":[1],"$type":"Dense"},"$type":"SampleOptions"}"""),
            Is.EqualTo(new SampleOptions { Network = new SampleNetwork.Dense([1]) }));

    [Test]
    public void Options_with_code_are_found_by_name()
    {
        var network = new SampleNetwork.Custom("my-net", width => width + 1);
        var named = SampleOptions.Named;
        named.Add(network);
        var text = Write(new SampleOptions { Network = network });

        Assert.That(text, Does.Contain("""{"$type":"Custom","name":"my-net"}"""));
        Assert.That(OptionsJson.Read<SampleOptions>(text, named, SampleOptions.Types).Network, Is.SameAs(network));
    }

    [Test]
    public void A_name_that_nobody_registered_says_how_to_register_it() =>
        Assert.That(
            () => Read(With("network", """{"$type":"Custom","name":"my-net"}""")),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "$.network: no SampleNetwork is registered under the name 'my-net' (registered: nothing). Register it with Add."));

    [TestCase("epochs", "0", "$.epochs: Epochs must be a positive integer. (Parameter 'Epochs') Actual value was 0.")]
    [TestCase("epochs", "1.5", "$.epochs: must be an integer, but is '1.5'.")]
    [TestCase("epochs", "99999999999", "$.epochs: must be an integer, but is '99999999999'.")]
    [TestCase("epochs", "\"7\"", "$.epochs: must be an integer, but is the text '7'.")]
    [TestCase("epochs", "null", "$.epochs: must be an integer, but is 'null'.")]
    [TestCase("epochs", "[1]", "$.epochs: must be an integer, but is a list.")]
    [TestCase("rate", "1e999", "$.rate: must be a number, but is '1e999'.")]
    [TestCase("rate", "\"NaN\"", "$.rate: must be a number, but is the text 'NaN'.")]
    [TestCase("shuffle", "1", "$.shuffle: must be true or false, but is '1'.")]
    [TestCase("limit", "\"soon\"", "$.limit: must be a time span such as 00:30:00, but is the text 'soon'.")]
    [TestCase("penalty", "null", "$.penalty: must be of type SamplePenalty, but is 'null'.")]
    [TestCase("penalty", "{}", "$.penalty: SamplePenalty needs the property 'strength'.")]
    [TestCase("penalty", """{"strength":-1}""", "$.penalty.strength: Strength must be a finite number of at least 0.")]
    [TestCase("penalty", """{"strenght":1}""",
        "$.penalty: SamplePenalty has no property 'strenght'. Did you mean 'strength'? It has: strength.")]
    [TestCase("penalty", """{"Strength":1}""",
        "$.penalty: SamplePenalty has no property 'Strength'. Did you mean 'strength'? It has: strength.")]
    [TestCase("penalty", """{"strength":1,"strength":1}""", "$.penalty: the property 'strength' occurs twice.")]
    [TestCase("penalty", """{"$type":"SamplePenalty","strength":1}""", "$.penalty: SamplePenalty has no property '$type'.")]
    [TestCase("network", "{}", "$.network: '$type' must say which SampleNetwork it is.")]
    [TestCase("network", """{"$type":7}""", "$.network: '$type' must say which SampleNetwork it is.")]
    [TestCase("network", """{"$type":"Dense","$type":"Dense"}""", "$.network: the property '$type' occurs twice.")]
    [TestCase("network", """{"$type":"Danse"}""",
        "$.network: there is no SampleNetwork 'Danse'. Did you mean 'Dense'? There is: Custom, Dense, Twice.")]
    [TestCase("network", """{"$type":"Layered"}""", "$.network: there is no SampleNetwork 'Layered'.")]
    [TestCase("network", """{"$type":"SampleOptions"}""", "$.network: there is no SampleNetwork 'SampleOptions'.")]
    [TestCase("network", """{"$type":"System.IO.FileInfo, System.Runtime","fileName":"x"}""",
        "$.network: there is no SampleNetwork 'System.IO.FileInfo, System.Runtime'.")]
    [TestCase("network", """{"$type":"Twice"}""", "$.network: Twice needs the property 'inner'.")]
    [TestCase("network", """{"$type":"Custom","name":"n","create":null}""",
        "$.network: Custom must have the property 'name', a text, and no other.")]
    [TestCase("network", """{"$type":"Dense","hidden":[1,"x"]}""",
        "$.network.hidden[1]: must be an integer, but is the text 'x'.")]
    [TestCase("network", """{"$type":"Dense","hidden":[],"activation":"relu"}""",
        "$.network.activation: must be one of Relu, Tanh, but is the text 'relu'.")]
    [TestCase("network", """{"$type":"Dense","hidden":[],"activation":"1"}""",
        "$.network.activation: must be one of Relu, Tanh, but is the text '1'.")]
    [TestCase("network", """{"$type":"Dense","hidden":[],"activation":"9"}""",
        "$.network.activation: must be one of Relu, Tanh, but is the text '9'.")]
    [TestCase("network", """{"$type":"Twice","inner":{"$type":"Dense","hidden":[],"dropout":1}}""",
        "$.network.inner.dropout: Dropout must be a number from 0 to below 1.")]
    [TestCase("heads", "[null]", "$.heads[0]: must be of type SampleNetwork, but is 'null'.")]
    [TestCase("columns", """["\uD800"]""", "$.columns[0]: holds text that is not Unicode.")]
    [TestCase("""\uD800""", "1", "$: holds text that is not Unicode.")]
    [TestCase("doubled", "1", "$: SampleOptions has no property 'doubled'.")]
    public void A_bad_value_is_refused_with_its_place(string property, string value, string message) =>
        Assert.That(() => Read(With(property, value)), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith(message));

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{")]
    [TestCase("{} {}")]
    [TestCase("""{"$type":"SampleOptions","rate":NaN}""")]
    [TestCase("""{"$type":"SampleOptions",}""")]
    [TestCase("\"\uD800\"")]
    public void Text_that_is_no_options_is_refused(string json) =>
        Assert.That(() => Read(json), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("$: "));

    [Test]
    public void Deep_text_is_refused_when_read_and_when_written()
    {
        Assert.That(
            () => Read(With("network", Nested(20_000))),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("32 levels"));
        Assert.That(Read(Write(Deep(29))), Is.EqualTo(Deep(29)));
        Assert.That(() => Write(Deep(30)), Throws.TypeOf<NotSupportedException>().With.Message.Contains("deeper than 32 levels"));

        static string Nested(int depth) =>
            string.Concat(Enumerable.Repeat("""{"$type":"Twice","inner":""", depth)) + "null" + new string('}', depth);

        static SampleOptions Deep(int wrappers)
        {
            SampleNetwork network = new SampleNetwork.Dense([1]);
            for (var i = 0; i < wrappers; i++)
            {
                network = new SampleNetwork.Twice { Inner = network };
            }

            return new() { Network = network };
        }
    }

    [Test]
    public void Large_text_is_refused_when_read_and_when_written()
    {
        var large = new SampleOptions { Columns = (ValueList<string>)[new('x', 1 << 20)] };

        Assert.That(
            () => Read(new string(' ', (1 << 20) + 1)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("larger than 1048576"));
        Assert.That(
            () => Read(new string('ü', 600_000)),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("larger than 1048576"));
        Assert.That(() => Write(large), Throws.TypeOf<NotSupportedException>().With.Message.Contains("at most 1048576"));
    }

    [Test]
    public void What_could_not_be_read_again_is_not_written()
    {
        Assert.That(
            () => OptionsJson.Write(new SampleOptions()),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("SampleOptions"));
        Assert.That(
            () => new SampleOptions().ToJson(),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("TrainerOptions"));
        Assert.That(
            () => Write(new SampleOptions { Rate = float.NaN }),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("SampleOptions.Rate"));
        Assert.That(
            () => Write(new SampleOther.Odd(1m)),
            Throws.TypeOf<NotSupportedException>().With.Message.Contains("Odd.Anything"));
    }

    [Test]
    public void Every_option_type_of_the_library_writes_and_reads_its_defaults()
    {
        var records = OptionTypes.Library.All.Where(type => !type.IsAssignableTo(typeof(INamedOption))).Select(OptionRecord.Of);

        Assert.Multiple(() =>
        {
            foreach (var options in records.Where(record => !record.Required.Any()).Select(record => record.Create(_noValues)))
            {
                var text = OptionsJson.Write(options);
                var read = typeof(OptionsJson).GetMethod(nameof(OptionsJson.Read))!
                    .MakeGenericMethod(options.GetType()).Invoke(null, [text, SampleOptions.Named, null, "$"]);
                Assert.That(read, Is.EqualTo(options), text);
            }
        });
    }

    private static string Write(object options) => OptionsJson.Write(options, SampleOptions.Types);

    private static SampleOptions Read(string json) =>
        OptionsJson.Read<SampleOptions>(json, SampleOptions.Named, SampleOptions.Types);

    private static string With(string property, string value) => $$"""{"$type":"SampleOptions","{{property}}":{{value}}}""";
}
