// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Golden numbers: a Python script of the published xoshiro256** and splitmix64 with unbounded integers, followed by
/// the arithmetic that the documentation of each method names.</summary>
public sealed class RandomStreamTests
{
    [Test]
    public void Gives_the_words_of_the_published_algorithm()
    {
        var stream = new RandomStream(0);
        stream.RestoreState("0000000000000001000000000000000200000000000000030000000000000004");

        Assert.That(
            Words(stream, 6),
            Is.EqualTo(new ulong[] { 11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600 }));
    }

    [Test]
    public void Fills_its_state_by_splitmix64()
    {
        Assert.That(
            new RandomStream(42).SaveState(), Is.EqualTo("bdd732262feb6e9528efe333b266f10347526757130f9f52581ce1ff0e4ae394"));
        Assert.That(new RandomStream(-1).NextWord(), Is.EqualTo(10328197420357168392));
    }

    [Test]
    public void Doubles_are_the_upper_53_bits()
    {
        var stream = new RandomStream(42);

        Assert.That(
            new[] { stream.NextDouble(), stream.NextDouble(), stream.NextDouble() },
            Is.EqualTo(new[] { 0.08386297105988216, 0.3789802506626686, 0.6800434110281394 }));
    }

    [Test]
    public void Integers_are_the_upper_half_times_the_bound()
    {
        var stream = new RandomStream(42);

        Assert.That(Enumerable.Range(0, 6).Select(_ => stream.NextInt(10)), Is.EqualTo(new[] { 0, 3, 6, 9, 9, 7 }));
    }

    // The plain product of the fourth word would be 1580168491; it lies in the unfair rest.
    [Test]
    public void Integers_skip_words_that_would_favor_some_of_them()
    {
        var stream = new RandomStream(7);

        Assert.That(
            Enumerable.Range(0, 5).Select(_ => stream.NextInt(3 << 29)),
            Is.EqualTo(new[] { 1128357404, 448960280, 1352314683, 1595892184, 97848072 }));
    }

    [TestCase(0)]
    [TestCase(-3)]
    public void A_bound_below_one_is_refused(int bound) =>
        Assert.That(
            () => new RandomStream(0).NextInt(bound),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("exclusiveMax must be a positive integer."));

    [Test]
    public void Normal_numbers_are_those_of_Box_and_Muller()
    {
        Assert.That(new RandomStream(42).NextNormal(), Is.EqualTo(-0.303263064678738).Within(1e-15));

        var values = new float[3];
        new RandomStream(42).FillNormal(values, 10, 2);

        Assert.That(values[0], Is.EqualTo((float)(10 + (2 * -0.303263064678738))));
        Assert.That(values[1], Is.EqualTo((float)(10 + (2 * 0.28846173882942383))));
    }

    [Test]
    public void Normal_numbers_have_the_moments_asked_for()
    {
        var values = new float[100_000];
        new RandomStream(1).FillNormal(values, 3, 2);
        var mean = values.Average(value => (double)value);

        Assert.That(mean, Is.EqualTo(3).Within(0.03)); // 5 standard errors of 2 / sqrt(100000)
        Assert.That(values.Average(value => (value - mean) * (value - mean)), Is.EqualTo(4).Within(0.09));
        Assert.That(values.Count(value => value > 5) / 100_000.0, Is.EqualTo(0.158655).Within(0.006));
    }

    [Test]
    public void Uniform_numbers_fill_their_interval()
    {
        var values = new float[100_000];
        new RandomStream(1).FillUniform(values, -2, 4);

        Assert.That(values, Has.All.InRange(-2f, 4f));
        Assert.That(values.Min(), Is.LessThan(-1.99));
        Assert.That(values.Max(), Is.GreaterThan(3.99));
        Assert.That(values.Average(), Is.EqualTo(1).Within(0.03));
    }

    [Test]
    public void Shuffling_is_the_swap_from_the_end()
    {
        var items = new[] { 0, 1, 2, 3, 4, 5 };
        new RandomStream(3).Shuffle(items);

        Assert.That(items, Is.EqualTo(new[] { 2, 5, 1, 0, 3, 4 }));
    }

    [Test]
    public void All_orders_are_equally_likely()
    {
        var stream = new RandomStream(5);
        var counts = new Dictionary<string, int>();
        for (var trial = 0; trial < 24_000; trial++)
        {
            var items = new[] { 0, 1, 2, 3 };
            stream.Shuffle(items);
            var order = string.Concat(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Chi-square with 23 degrees of freedom: 49.7 is passed once in a thousand.
        Assert.That(counts, Has.Count.EqualTo(24));
        Assert.That(counts.Values.Sum(count => Math.Pow(count - 1000, 2) / 1000), Is.LessThan(49.7));
    }

    // The 16 lanes were worked out in Python, from the generators' definitions; 4 / 3 = 1 / (1 - 0.25).
    [Test]
    public void A_dropout_mask_comes_from_16_lanes()
    {
        var mask = new float[40];
        new RandomStream(42).FillDropoutMask(mask, 0.25);

        Assert.That(
            string.Concat(mask.Select(value => value == 0 ? '0' : value == 4 / 3f ? '1' : '?')),
            Is.EqualTo("0111110011111000111111101111101000100110"));
    }

    [Test]
    public void A_mask_takes_one_word_whatever_its_length([Values(0, 1, 15, 16, 17, 1000)] int length)
    {
        var (stream, other) = (new RandomStream(5), new RandomStream(5));
        stream.FillDropoutMask(new float[length], 0.5);
        other.NextWord();

        Assert.That(stream.SaveState(), Is.EqualTo(other.SaveState()));
    }

    [Test]
    public void A_shorter_mask_is_the_beginning_of_a_longer_one([Range(1, 40)] int length)
    {
        var shorter = new float[length];
        var longer = new float[length + 7];
        new RandomStream(9).FillDropoutMask(shorter, 0.5);
        new RandomStream(9).FillDropoutMask(longer, 0.5);

        Assert.That(shorter, Is.EqualTo(longer[..length]));
    }

    // Neighbours in a lane, lanes side by side, and masks of consecutive steps: a chance of 1 in 4 each.
    [Test]
    public void Numbers_of_a_mask_know_nothing_of_each_other([Values(1, 2, 16, 32, 1024)] int distance)
    {
        var stream = new RandomStream(3);
        var mask = new float[1 << 20];
        for (var start = 0; start < mask.Length; start += 1024)
        {
            stream.FillDropoutMask(mask.AsSpan(start, 1024), 0.5);
        }

        var pairs = mask.Length - distance;
        var both = Enumerable.Range(0, pairs).Count(i => mask[i] == 0 && mask[i + distance] == 0);
        Assert.That(both / (double)pairs, Is.EqualTo(0.25).Within(5 * Math.Sqrt(0.25 * 0.75 / pairs)));
    }

    [TestCase(0.0)]
    [TestCase(0.1)]
    [TestCase(0.5)]
    [TestCase(0.9)]
    public void A_dropout_mask_has_the_share_of_zeros_asked_for(double probability)
    {
        var mask = new float[200_000];
        new RandomStream(1).FillDropoutMask(mask, probability);

        var error = 5 * Math.Sqrt(probability * (1 - probability) / mask.Length);
        Assert.That(mask.Count(value => value == 0) / (double)mask.Length, Is.EqualTo(probability).Within(error));
        Assert.That(mask.Where(value => value != 0), Has.All.EqualTo((float)(1 / (1 - probability))));
    }

    [TestCase(-0.1)]
    [TestCase(1)]
    [TestCase(double.NaN)]
    public void A_mask_that_drops_everything_or_less_than_nothing_is_refused(double probability) =>
        Assert.That(
            () => new RandomStream(0).FillDropoutMask(new float[1], probability),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("from 0 to below 1"));

    [Test]
    public void Seeds_for_others_are_not_negative()
    {
        var stream = new RandomStream(11);

        Assert.That(Enumerable.Range(0, 1000).Select(_ => stream.NextSeed()), Has.All.GreaterThanOrEqualTo(0));
    }

    [Test]
    public void A_restored_stream_continues_where_it_was_saved()
    {
        var stream = new RandomStream(8);
        stream.NextNormal();
        var state = stream.SaveState();
        var expected = Words(stream, 10);

        var other = new RandomStream(0);
        other.RestoreState(state);

        Assert.That(Words(other, 10), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase("12")]
    [TestCase("zdd732262feb6e9528efe333b266f10347526757130f9f52581ce1ff0e4ae394")]
    [TestCase("0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_damaged_state_is_refused_and_changes_nothing(string state)
    {
        var stream = new RandomStream(8);
        var before = stream.SaveState();

        Assert.That(() => stream.RestoreState(state), Throws.TypeOf<FormatException>());
        Assert.That(stream.SaveState(), Is.EqualTo(before));
    }

    private static ulong[] Words(RandomStream stream, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => stream.NextWord())];
}
