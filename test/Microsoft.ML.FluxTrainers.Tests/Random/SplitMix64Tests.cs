// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SplitMix64Tests
{
    // Worked out by a Python script of the published algorithm with unbounded integers.
    [Test]
    public void Gives_the_words_of_the_published_algorithm()
    {
        var words = new SplitMix64(1234567);

        Assert.That(
            new[] { words.Next(), words.Next(), words.Next(), words.Next(), words.Next() },
            Is.EqualTo(new ulong[]
            {
                6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
            }));
    }
}
