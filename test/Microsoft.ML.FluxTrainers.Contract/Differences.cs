// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Differences between two things that should agree, the first few of them in words.</summary>
public sealed class Differences
{
    private const int Most = 8;
    private readonly List<string> _found = [];

    /// <summary>The differences as texts; empty where all agrees.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>Whether enough were found.</summary>
    public bool Enough => _found.Count >= Most;

    /// <summary>Notes a difference, if it is one.</summary>
    /// <param name="agrees">Whether there is none.</param>
    /// <param name="difference">What differs.</param>
    public void Expect(bool agrees, Func<string> difference)
    {
        if (!agrees && !Enough)
        {
            _found.Add(difference());
        }
    }

    /// <summary>Fails the test at hand if there are any.</summary>
    /// <param name="what">What was compared.</param>
    public void AssertNone(string what) => Assert.That(_found, Is.Empty, what);
}
