// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class TrainingHistoryJsonTests
{
    private const string Start = """{"format":1,"runner":"eager","threads":1,"device":"cpu","seed":-3,"fitStart":""";

    private static readonly string _golden = Start +
        """
        1,"events":[
        {"kind":"trainingLoss","epoch":0,"value":"NaN","elapsed":"00:00:00"},
        {"kind":"trainingLoss","epoch":1,"value":0.1,"elapsed":"00:00:01.2345678"},
        {"kind":"validationLoss","epoch":1,"value":"-Infinity","elapsed":"00:00:01.2345678"},
        {"kind":"metric","epoch":1,"value":1E-300,"text":"R\u00B2","elapsed":"00:00:01.2345678"},
        {"kind":"note","epoch":1,"text":"slow","elapsed":"00:00:01.2345678"},
        {"kind":"stop","epoch":1,"text":"Never","elapsed":"1.00:00:00"}]}
        """.ReplaceLineEndings("");

    [Test]
    [SetCulture("de-DE")]
    public void What_is_written_reads_back_the_same()
    {
        var elapsed = new TimeSpan(12_345_678);
        TrainingEvent[] events =
        [
            TrainingEvent.TrainingLoss(0, double.NaN),
            TrainingEvent.TrainingLoss(1, 0.1, elapsed),
            TrainingEvent.ValidationLoss(1, double.NegativeInfinity, elapsed),
            TrainingEvent.Metric(1, "R²", 1e-300, elapsed),
            TrainingEvent.Note(1, "slow", elapsed),
            TrainingEvent.Stop(1, "Never", TimeSpan.FromDays(1)),
        ];
        var text = Write(TrainingRecorder.Replay(events, new("eager", 1, "cpu", -3), fitStart: 1).Snapshot());
        var read = Read(text);

        Assert.That(text, Is.EqualTo(_golden));
        Assert.That(read.Events, Is.EqualTo(events));
        Assert.That(read.FitStart, Is.EqualTo(new FitStart(1, 1, 0)));
        Assert.That(
            (read.Runner, read.Threads, read.Device, read.Seed, read.StopReason),
            Is.EqualTo(("eager", 1, "cpu", -3, "Never")));
        Assert.That(Write(read), Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("""{"format":1}""")]
    [TestCase("""{"format":2,"runner":"eager","threads":1,"device":"cpu","seed":1,"fitStart":0,"events":[]}""")]
    [TestCase("""{"format":1,"runner":"eager","threads":0,"device":"cpu","seed":1,"fitStart":0,"events":[]}""")]
    [TestCase("""{"format":1,"runner":null,"threads":1,"device":"cpu","seed":1,"fitStart":0,"events":[]}""")]
    [TestCase("""{"format":1,"runner":"eager","threads":1,"device":"cpu","seed":1,"fitStart":0,"events":null}""")]
    [TestCase("""{"format":1,"runner":"eager","threads":1,"device":"cpu","seed":1,"fitStart":0,"events":[],"more":1}""")]
    [TestCase(Start + """1,"events":[]}""")]
    [TestCase(Start + """-1,"events":[]}""")]
    [TestCase(Start + """0,"events":[null]}""")]
    [TestCase(Start + """0,"events":[{}]}""")]
    [TestCase(Start + """0,"events":[{"kind":"trainingLoss","epoch":1,"value":1,"elapsed":"00:00:00"}]}""")]
    [TestCase(Start + """0,"events":[{"kind":"trainingLoss","epoch":0,"elapsed":"00:00:00"}]}""")]
    [TestCase(Start + """0,"events":[{"kind":"trainingLoss","epoch":0,"value":1,"text":"x","elapsed":"00:00:00"}]}""")]
    [TestCase(Start + """0,"events":[{"kind":"trainingLoss","epoch":0,"value":1,"elapsed":"-00:00:01"}]}""")]
    [TestCase(Start + """0,"events":[{"kind":"stop","epoch":0,"text":"","elapsed":"00:00:00"}]}""")]
    [TestCase(Start + """0,"events":[{"kind":"surprise","epoch":0,"elapsed":"00:00:00"}]}""")]
    [TestCase(Start + """0,"events":[{"kind":1,"epoch":0,"value":1,"elapsed":"00:00:00"}]}""")]
    [TestCase(Start + """0,"events":[[[[[[[[[[]]]]]]]]]]}""")]
    public void A_damaged_history_is_refused(string json) =>
        Assert.That(() => Read(json), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("The training history "));

    [Test]
    public void Details_are_kept_and_those_of_a_newer_format_left_out()
    {
        var history = Detailed();
        var text = Write(history);

        Assert.That(Read(text).Details, Is.EqualTo(history.Details).And.Not.EqualTo(TrainingDetails.None));
        Assert.That(Write(Read(text)), Is.EqualTo(text));
        Assert.That(Read(text.Replace("\"details\":{\"format\":1,", "\"details\":{\"format\":2,\"more\":[1],", StringComparison.Ordinal)).Details, Is.EqualTo(TrainingDetails.None));
        Assert.That(Read(_golden).Details, Is.EqualTo(TrainingDetails.None));
    }

    [TestCase("1")]
    [TestCase("{}")]
    [TestCase("""{"format":"1"}""")]
    [TestCase("""{"format":1,"more":1}""")]
    [TestCase("""{"format":1,"weights":[null]}""")]
    [TestCase("""{"format":1,"weights":[{"name":"w","epoch":1,"low":0,"high":-1,"counts":[1]}]}""")]
    [TestCase("""{"format":1,"weights":[{"name":"w","epoch":1,"low":0,"high":1,"counts":[]}]}""")]
    [TestCase("""{"format":1,"weights":[{"name":"w","epoch":1,"low":0,"high":1,"counts":[-1]}]}""")]
    [TestCase("""{"format":1,"deadUnits":[{"layer":"relu","epoch":1,"dead":3,"units":2,"rows":1}]}""")]
    [TestCase("""{"format":1,"validation":{"rows":0}}""")]
    [TestCase("""{"format":1,"validation":{"rows":1,"confusions":[{"classes":["a"],"counts":[1,2],"classCount":1}]}}""")]
    [TestCase("""{"format":1,"validation":{"rows":1,"confusions":[{"classes":["a","b"],"counts":[3,-1,0,1],"classCount":2}]}}""")]
    [TestCase("""{"format":1,"validation":{"rows":1,"confusions":[{"classes":null,"counts":[1],"classCount":1}]}}""")]
    [TestCase("""{"format":1,"validation":{"rows":1,"confusions":[{"classes":[null],"counts":[1],"classCount":1}]}}""")]
    [TestCase("""{"format":1,"validation":{"rows":1,"numbers":[{"actual":[1],"predicted":[]}]}}""")]
    public void Damaged_details_are_refused(string details) =>
        Assert.That(
            () => Read($"{Start}0,\"events\":[],\"details\":{details}}}"),
            Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("The training history "));

    [Test]
    public void Details_are_bounded()
    {
        var classes = string.Join(',', Enumerable.Range(0, 65).Select(i => $"\"{i}\""));
        var counts = string.Join(',', Enumerable.Repeat("0", 65 * 65));
        var points = string.Join(',', Enumerable.Repeat("0", 2001));

        foreach (var summary in new[]
        {
            $"\"confusions\":[{{\"classes\":[{classes}],\"counts\":[{counts}],\"classCount\":65}}]",
            $"\"numbers\":[{{\"actual\":[{points}],\"predicted\":[{points}]}}]",
        })
        {
            Assert.That(
                () => Read($"{Start}0,\"events\":[],\"details\":{{\"format\":1,\"validation\":{{\"rows\":1,{summary}}}}}}}"),
                Throws.TypeOf<InvalidDataException>());
        }
    }

    [Test]
    public void More_values_than_allowed_are_refused_before_they_take_memory()
    {
        var numbers = string.Join(',', Enumerable.Repeat("0", 100));

        Assert.That(() => Read($"{Start}0,\"events\":[{numbers}]}}", maxValues: 100), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo("The training history has more than 100 values."));
        Assert.That(() => Read(Start + "0,\"events\":[0]}", maxValues: 100), Throws.TypeOf<InvalidDataException>().With.Message.StartsWith("The training history is damaged."));
    }

    // An event takes some 125 bytes.
    [TestCase(1500, 0, 0)]
    [TestCase(10_000, 50, 80)]
    [TestCase(20_000, 100, 160)]
    [TestCase(100_000, 401, 401)]
    public void Of_a_history_that_is_too_long_the_beginning_is_kept_and_the_reason_for_the_stop(int maxBytes, int least, int most)
    {
        var recorder = new TrainingRecorder(new("eager", 1, "cpu", -3));
        for (var epoch = 0; epoch < 200; epoch++)
        {
            recorder.Add(TrainingEvent.TrainingLoss(epoch, -1.2345678901234567e-300, TimeSpan.FromTicks(long.MaxValue)));
            recorder.Add(TrainingEvent.Metric(epoch, "R²", 1));
        }

        recorder.Add(TrainingEvent.Stop(199, "all done"));
        var history = recorder.Snapshot();
        var text = Write(history, maxBytes);
        var read = Read(text, maxValues: 10_000);
        var kept = read.Events.TakeWhile((one, i) => one.Equals(history.Events[i])).Count();

        Assert.That(kept, Is.InRange(least, most));
        Assert.That(text, Has.Length.LessThanOrEqualTo(maxBytes));
        Assert.That((read.StopReason, read.Elapsed), Is.EqualTo(("all done", history.Elapsed)));
        Assert.That(read.Events.Skip(kept).Take(1).Select(one => one.Text), kept == 401
            ? Is.Empty
            : Is.EqualTo(new[] { $"Of the 401 events of the training, the first {kept} were saved: all would be too long to be read again." }));
        Assert.That(Write(read, maxBytes), Is.EqualTo(text));
    }

    [Test]
    public void What_is_written_is_never_longer_than_what_models_and_snapshots_read() => Assert.That(TrainingHistoryJson.MaxBytes, Is.EqualTo(SectionLimits.History));

    private static TrainingHistory Detailed()
    {
        var recorder = new TrainingRecorder(new("eager", 1, "cpu", -3));
        recorder.Update(_ => new TrainingDetails
        {
            Validation = new ValidationSummary(
                3, [new ConfusionTable("label", ["false", "true"], [1, 0, 2, 0], 2)], [new PredictedNumbers(null, [1, float.NaN], [0.1f, float.PositiveInfinity])]),
            Weights = [new WeightHistogram("dense0.weight", 2, -1, 1, [3, 0, 4]) { UpdateRatio = 0.001, GradientNorm = 2 }, new WeightHistogram("dense0.bias", 2, 0, 0, [1])],
            DeadUnits = [new DeadUnits("relu0", 2, 1, 4, 20)],
        });
        return recorder.Snapshot();
    }

    private static string Write(TrainingHistory history, long maxBytes = TrainingHistoryJson.MaxBytes)
    {
        using var stream = new MemoryStream();
        TrainingHistoryJson.Write(stream, history, maxBytes);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static TrainingHistory Read(string json, int maxValues = 10_000) =>
        TrainingHistoryJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), maxValues);
}
