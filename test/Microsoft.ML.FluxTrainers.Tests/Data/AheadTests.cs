// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class AheadTests
{
    [Test]
    public void Buffers_come_in_turn_and_in_order()
    {
        var next = 0;
        var seen = Ahead.Read(new int[1], new int[1], buffer =>
        {
            buffer[0] = next;
            return next++ < 5;
        }).Select(buffer => buffer[0]).ToList();

        Assert.That(seen, Is.EqualTo(new[] { 0, 1, 2, 3, 4 }));
    }

    [Test]
    public void A_failure_is_thrown_where_its_buffer_would_come()
    {
        var next = 0;
        var seen = 0;

        Assert.That(
            () =>
            {
                foreach (var _ in Ahead.Read("a", "b", _ => next++ < 2 ? true : throw new IOException("gone")))
                {
                    seen++;
                }
            },
            Throws.TypeOf<IOException>().With.Message.EqualTo("gone"));
        Assert.That(seen, Is.EqualTo(2));
    }

    [Test]
    public void Whoever_stops_early_waits_for_the_other_thread_and_not_for_its_failure()
    {
        var filled = 0;
        var first = Ahead.Read("a", "b", _ =>
        {
            Thread.Sleep(20);
            return Interlocked.Increment(ref filled) < 2 ? true : throw new IOException("gone");
        }).First();

        Assert.That(first, Is.EqualTo("a"));
        Assert.That(filled, Is.EqualTo(2));
    }
}
