// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class RandomStreamsTests
{
    // By the Python script: FNV-1a of "init", xor the first splitmix64 word of 5, is the stream's seed.
    [Test]
    public void A_stream_begins_at_a_point_that_never_changes() =>
        Assert.That(new RandomStreams(5).Init.NextWord(), Is.EqualTo(7203030610397074879));

    [Test]
    public void Streams_of_different_names_and_seeds_differ()
    {
        var first = new RandomStreams(5);
        var second = new RandomStreams(6);
        RandomStream[] streams =
        [
            first.Init, first.Shuffle, first.Split, first.Dropout, first.Augmentation, first.Named("other"),
            second.Init, second.Shuffle, second.Split, second.Dropout, second.Augmentation, second.Named("other"),
        ];

        Assert.That(streams.Select(stream => stream.SaveState()), Is.Unique);
    }

    [Test]
    public void Drawing_from_one_stream_leaves_the_others()
    {
        var drawn = new RandomStreams(5);
        drawn.Init.FillUniform(new float[100], 0, 1);

        Assert.That(drawn.Shuffle.NextWord(), Is.EqualTo(new RandomStreams(5).Shuffle.NextWord()));
    }

    [Test]
    public void A_name_always_gives_the_same_object()
    {
        var streams = new RandomStreams(5);

        Assert.That(streams.Named("dropout"), Is.SameAs(streams.Dropout));
    }

    [Test]
    public void Restoring_continues_all_streams_also_for_those_who_hold_one()
    {
        var streams = new RandomStreams(5);
        streams.Init.NextWord();
        streams.Named("mine").NextWord();
        var saved = streams.Save();
        var expected = (streams.Init.NextWord(), streams.Named("mine").NextWord());

        var held = streams.Init;
        streams.Restore(saved);
        var elsewhere = new RandomStreams(5);
        elsewhere.Restore(saved);

        Assert.That((held.NextWord(), streams.Named("mine").NextWord()), Is.EqualTo(expected));
        Assert.That((elsewhere.Init.NextWord(), elsewhere.Named("mine").NextWord()), Is.EqualTo(expected));
    }

    [Test]
    public void A_stream_without_a_saved_state_begins_anew()
    {
        var streams = new RandomStreams(5);
        var saved = streams.Save();
        var first = streams.Split.NextWord();
        streams.Restore(saved);

        Assert.That(saved, Is.Empty);
        Assert.That(streams.Split.NextWord(), Is.EqualTo(first));
    }

    [Test]
    public void A_damaged_state_is_named() =>
        Assert.That(
            () => new RandomStreams(5).Restore(new Dictionary<string, string> { ["dropout"] = "12" }),
            Throws.TypeOf<FormatException>().With.Message.StartsWith("Random stream 'dropout': "));
}
