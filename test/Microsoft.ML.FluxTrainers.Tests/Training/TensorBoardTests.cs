// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;
using Tensorboard;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Event files, read by the messages that TorchSharp has of TensorBoard's protocol.</summary>
public sealed class TensorBoardTests
{
    private static readonly NeuralClassifierOptions _options = new()
    {
        Builder = new MlpBuilder(8),
        BatchSize = 1000,
        Epochs = 3,
        Seed = 4,
        Optimizer = new Sgd(0.1),
        Standardize = false,
        ValidationFraction = 0.2,
        RestoreBestWeights = false,
        ValidationMetric = ValidationMetric.Accuracy,
    };

    private static readonly List<TestRow> _rows = TestRows.Blobs(100);

    [Test]
    public void A_step_has_losses_metric_and_rate_and_a_time()
    {
        using var folder = new TempFolder();
        var before = DateTimeOffset.UtcNow;
        var history = _options.Fit(_rows, run: With(TrainingAction.TensorBoard(folder["run"], histograms: false))).History;
        var events = Read(folder["run"]);

        Assert.That(events[0].FileVersion, Is.EqualTo("brain.Event:2"));
        Assert.That(events.Select(one => one.Step), Is.EqualTo(new[] { 0, 1, 2, 3 }));
        Assert.That(events.Select(one => one.WallTime), Is.All.InRange(before.ToUnixTimeSeconds(), before.ToUnixTimeSeconds() + 600));
        Assert.That(Scalars("loss/training"), Is.EqualTo(history.TrainingLosses.Skip(1)).Within(1e-6));
        Assert.That(Scalars("loss/validation"), Is.EqualTo(history.ValidationLosses.Skip(1)).Within(1e-6));
        Assert.That(Scalars("metrics/accuracy"), Is.EqualTo(history.Metric("accuracy").Skip(1)).Within(1e-6));
        Assert.That(Scalars("learning rate"), Is.All.EqualTo(0.1).Within(1e-6));
        IEnumerable<float> Scalars(string tag) => Values(events, tag).Select(value => value.SimpleValue);
    }

    // Plain gradient descent in one batch: the gradient of the last update is the difference of the weights, divided by the rate.
    [Test]
    public void Histograms_are_of_each_weight_and_of_its_gradient([Values] RunnerKind runner)
    {
        using var folder = new TempFolder();
        var run = With(TrainingAction.TensorBoard(folder["run"])) with { Runner = runner };
        using var last = _options.Fit(_rows, run: run);
        using var before = (_options with { Epochs = 2 }).Fit(_rows, runner);
        var events = Read(folder["run"]);
        string[] names = ["dense0.weight", "dense0.bias", "output.weight", "output.bias"];

        Assert.That(Values(events, "gradients/").Select(value => value.Tag[10..]).Distinct(), Is.EquivalentTo(names));
        Assert.That(Values(events, "weights/").Select(value => value.Tag[8..]).Distinct(), Is.EquivalentTo(names));
        foreach (var name in names)
        {
            var gradient = last.Tensor(name).Zip(before.Tensor(name), (after, earlier) => (earlier - after) / 0.1).ToList();
            var histogram = Values(events, $"gradients/{name}").Last().Histo;

            Assert.That(histogram.Num, Is.EqualTo(gradient.Count), name);
            Assert.That(histogram.Min, Is.EqualTo(gradient.Min()).Within(1e-5), name);
            Assert.That(histogram.Max, Is.EqualTo(gradient.Max()).Within(1e-5), name);
            Assert.That(histogram.SumSquares, Is.EqualTo(gradient.Sum(slope => slope * slope)).Within(1e-4), name);
            Assert.That(histogram.Bucket.Sum(), Is.EqualTo(gradient.Count), name);
            Assert.That(histogram.BucketLimit, Is.Ordered.And.Count.EqualTo(histogram.Bucket.Count), name);
            Assert.That(Values(events, $"weights/{name}").Last().Histo.Sum, Is.EqualTo(last.Tensor(name).Sum(weight => (double)weight)).Within(1e-4), name);
        }
    }

    // TensorBoard takes the lower limit of the first bucket from the least number and the upper one of the last from the greatest: of several buckets, those
    // between would lie outside of both.
    [Test]
    public void Equal_numbers_have_one_bucket()
    {
        using var folder = new TempFolder();
        var file = new EventFile(folder["run"]);
        file.Begin(1);
        file.AddHistogram("biases", [0.25f, 0.25f, float.NaN]);
        file.AddHistogram("none", []);
        file.Write();
        var (biases, none) = (Values(Read(folder["run"]), "biases").Single().Histo, Values(Read(folder["run"]), "none").Single().Histo);

        Assert.That((biases.Min, biases.Max, biases.Num), Is.EqualTo((0.25, 0.25, 2.0)));
        Assert.That((biases.BucketLimit, biases.Bucket), Is.EqualTo((new[] { 0.25 }, new[] { 2.0 })));
        Assert.That((none.BucketLimit, none.Bucket), Is.EqualTo((new[] { 0.0 }, new[] { 0.0 })));
    }

    [Test]
    public void A_frozen_weight_has_a_histogram_but_no_gradient([Values] RunnerKind runner)
    {
        using var folder = new TempFolder();
        var run = With(TrainingAction.TensorBoard(folder["run"])) with { Runner = runner };
        (_options with { FrozenLayers = ["dense0.*"] }).Fit(_rows, run: run);
        var events = Read(folder["run"]);

        Assert.That(Values(events, "gradients/").Select(value => value.Tag).Distinct(), Is.EquivalentTo(new[] { "gradients/output.weight", "gradients/output.bias" }));
        Assert.That(Values(events, "weights/").Select(value => value.Tag).Distinct(), Has.Exactly(4).Items);
    }

    private static TrainingRun With(TrainingAction action) => new() { Actions = [action] };

    private static IEnumerable<Summary.Types.Value> Values(IEnumerable<Event> events, string tag) => events
        .Where(one => one.Summary is not null)
        .SelectMany(one => one.Summary.Value)
        .Where(value => value.Tag == tag || (tag.EndsWith('/') && value.Tag.StartsWith(tag, StringComparison.Ordinal)));

    private static List<Event> Read(string folder)
    {
        var events = new List<Event>();
        using var file = new BinaryReader(File.OpenRead(Directory.GetFiles(folder, "events.out.tfevents.*").Single()));
        while (file.BaseStream.Position < file.BaseStream.Length)
        {
            var header = file.ReadBytes(8);
            Assert.That(file.ReadUInt32(), Is.EqualTo(Masked(header)));
            var content = file.ReadBytes((int)BitConverter.ToInt64(header));
            Assert.That(file.ReadUInt32(), Is.EqualTo(Masked(content)));
            events.Add(Event.Parser.ParseFrom(content));
        }

        return events;
    }

    // CRC-32C bit by bit, from its polynomial.
    private static uint Masked(byte[] data)
    {
        var crc = uint.MaxValue;
        foreach (var one in data)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0x82F63B78 & (0 - (crc & 1)));
            }
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
