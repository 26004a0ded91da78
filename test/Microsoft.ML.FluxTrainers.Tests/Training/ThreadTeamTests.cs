// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ThreadTeamTests
{
    [Test]
    public void Each_member_works_once_a_run_on_a_thread_of_its_own()
    {
        var (counts, threads) = (new int[4], new int[4]);
        using var team = new ThreadTeam(member => (counts[member], threads[member]) = (counts[member] + 1, Environment.CurrentManagedThreadId));
        for (var run = 0; run < 1000; run++)
        {
            team.Run(1 + (run % 4));
        }

        Assert.That(counts, Is.EqualTo(new[] { 1000, 750, 500, 250 }));
        Assert.That(threads, Is.Unique);
        Assert.That(threads[0], Is.EqualTo(Environment.CurrentManagedThreadId));
    }

    [TestCase(0)]
    [TestCase(1)]
    public void What_a_member_throws_is_thrown_once_all_are_done(int failing)
    {
        var done = 0;
        using var team = new ThreadTeam(member =>
        {
            Interlocked.Increment(ref done);
            if (member == failing && done < 4)
            {
                throw new InvalidOperationException($"member {member}");
            }
        });

        Assert.That(() => team.Run(3), Throws.InvalidOperationException.With.Message.EqualTo($"member {failing}"));
        Assert.That(done, Is.EqualTo(3));
        Assert.That(() => team.Run(3), Throws.Nothing);
        Assert.That(done, Is.EqualTo(6));
    }
}
