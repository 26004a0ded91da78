// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class SectionReadingTests
{
    private static readonly byte[] _model = ModelZip.Of("a", "text");

    [Test]
    public void Returns_what_the_reader_made_of_the_content() =>
        Assert.That(ModelZip.Read(_model, zip => zip.Read("a", 4, stream => new StreamReader(stream).ReadToEnd())), Is.EqualTo("text"));

    [Test]
    public void A_section_that_may_be_absent_is_reported_so() =>
        Assert.That(ModelZip.Read(_model, zip => zip.TryRead("b", 4, stream => stream.ReadByte(), out _)), Is.False);

    [Test]
    public void A_section_that_must_be_there_is_named_when_it_is_not() =>
        Assert.That(
            () => ModelZip.Read(_model, zip => zip.Read("b", 4, stream => stream.ReadByte())),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "The model has no section 'b': it is damaged, or was not saved by FluxTrainers."));

    [Test]
    public void A_section_is_read_up_to_its_limit() =>
        Assert.That(
            () => ModelZip.Read(_model, zip => zip.Read("a", 3, stream => new StreamReader(stream).ReadToEnd())),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
                "Section 'a' of the model has more than the 3 bytes that it may have."));

    [TestCaseSource(nameof(Confusions))]
    public void Content_that_makes_no_sense_is_damage_with_the_cause_inside(Exception cause) =>
        Assert.That(
            () => ModelZip.Read(_model, zip => zip.Read<int>("a", 4, _ => throw cause)),
            Throws.TypeOf<InvalidDataException>()
                .With.Message.EqualTo($"Section 'a' of the model is damaged: {cause.Message}")
                .And.InnerException.SameAs(cause));

    [TestCaseSource(nameof(Troubles))]
    public void Trouble_that_is_not_of_the_content_stays_what_it_is(Exception trouble) =>
        Assert.That(
            () => ModelZip.Read(_model, zip => zip.Read<int>("a", 4, _ => throw trouble)), Throws.Exception.SameAs(trouble));

    private static Exception[] Confusions() =>
    [
        new FormatException("1"), new OverflowException("2"), new KeyNotFoundException("3"), new EndOfStreamException("4"),
        new InvalidOperationException("5"), new ArgumentOutOfRangeException(null, "6"), new System.Text.Json.JsonException("7"),
    ];

    private static Exception[] Troubles() =>
        [new IOException("disk"), new OperationCanceledException(), new ObjectDisposedException("x"), new InvalidDataException("told")];
}
