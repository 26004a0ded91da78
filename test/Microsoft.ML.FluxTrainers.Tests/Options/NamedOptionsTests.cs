// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class NamedOptionsTests
{
    [Test]
    public void A_later_option_of_the_same_name_replaces_the_earlier()
    {
        var named = SampleOptions.Named;
        var later = new SampleNetwork.Custom("net", x => -x);
        named.Add(new SampleNetwork.Custom("net", x => x));
        named.Add(later);

        Assert.That(named.Find(typeof(SampleNetwork.Custom), "net", "$"), Is.SameAs(later));
    }

    [Test]
    public void A_missing_name_lists_the_registered_ones()
    {
        var named = SampleOptions.Named;
        named.Add(new SampleNetwork.Custom("b", x => x));
        named.Add(new SampleNetwork.Custom("a", x => x));

        Assert.That(
            () => named.Find(typeof(SampleNetwork.Custom), "c", "$.x"),
            Throws.TypeOf<InvalidDataException>().With.Message.Contains("(registered: 'a', 'b')"));
    }

    [Test]
    public void An_empty_name_is_refused() =>
        Assert.That(() => SampleOptions.Named.Add(new SampleNetwork.Custom("", x => x)), Throws.TypeOf<ArgumentException>());
}
