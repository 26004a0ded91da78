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
    public void More_events_than_allowed_are_refused()
    {
        const string stop = """{"kind":"stop","epoch":0,"text":"x","elapsed":"00:00:00"}""";

        Assert.That(Read($"{Start}0,\"events\":[{stop},{stop}]}}", maxEvents: 2).Events, Has.Count.EqualTo(2));
        Assert.That(
            () => Read($"{Start}0,\"events\":[{stop},{stop},{stop}]}}", maxEvents: 2),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("3 events (at most 2)"));
    }

    [Test]
    public void More_bytes_than_64_MB_are_refused()
    {
        using var stream = new MemoryStream(new byte[(64 << 20) + 1]);

        Assert.That(
            () => TrainingHistoryJson.Read(stream),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo("The training history is larger than 67108864 bytes."));
    }

    private static string Write(TrainingHistory history)
    {
        using var stream = new MemoryStream();
        TrainingHistoryJson.Write(stream, history);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static TrainingHistory Read(string json, int maxEvents = 100) =>
        TrainingHistoryJson.Read(new MemoryStream(Encoding.UTF8.GetBytes(json)), maxEvents: maxEvents);
}
