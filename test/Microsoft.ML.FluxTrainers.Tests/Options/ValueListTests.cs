// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ValueListTests
{
    [Test]
    public void Lists_with_equal_items_are_equal_and_have_the_same_hash()
    {
        ValueList<int> first = [5, 4];
        ValueList<int> second = new[] { 5, 4 };

        Assert.That(first, Is.EqualTo(second));
        Assert.That(first.GetHashCode(), Is.EqualTo(second.GetHashCode()));
    }

    [Test]
    public void Order_and_length_matter()
    {
        ValueList<int> list = [5, 4];

        Assert.That(list.Equals([4, 5]), Is.False);
        Assert.That(list.Equals([5]), Is.False);
        Assert.That(list.Equals(null), Is.False);
    }

    [Test]
    public void Does_not_follow_the_array_it_was_made_from()
    {
        var array = new[] { 1, 2 };
        ValueList<int> list = array;
        array[0] = 9;

        Assert.That(list[0], Is.EqualTo(1));
    }

    [Test]
    [SetCulture("de-DE")]
    public void Prints_numbers_in_the_invariant_culture() =>
        Assert.That(((ValueList<double>)[0.5, 1]).ToString(), Is.EqualTo("[0.5, 1]"), CultureInfo.CurrentCulture.Name);
}
