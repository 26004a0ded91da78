// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The library's reach into what ML.NET keeps to itself. A new ML.NET may change any of it without notice, so it is
/// short, listed, and in one folder.</summary>
public sealed class MlNetInternalsTests
{
    // The list is one a line in MlNetInternals.txt; an addition wants a reason in the review.
    [Test]
    public void The_internals_of_MlNet_in_use_are_those_on_the_list()
    {
        var listed = File.ReadAllLines(
            Repository.PathOf("test", "Microsoft.ML.FluxTrainers.Tests", "Architecture", "MlNetInternals.txt"));

        var found = MlNetInternals.Find();

        Offenders.AssertNone(found.Except(listed).Select(line => $"not on the list: {line}")
            .Concat(listed.Except(found).Select(line => $"on the list, but not in use: {line}")));
        Assert.That(found, Is.Not.Empty.And.EqualTo(listed));
    }

    [Test]
    public void Internals_of_MlNet_are_used_in_its_folder_and_by_the_model_loader_only()
    {
        var uses = LibrarySources.Library.Uses.Where(use => use.IsOfMlNet && !use.IsPublic).ToList();

        Assert.That(uses.Select(use => use.Layer), Does.Contain("MlNet").And.Contain("ModelLoader"));
        Offenders.AssertNone(uses.Where(use => use.Layer is not ("MlNet" or "ModelLoader" or "EmbeddingLoader" or "CompositionLoader")).Select(use => use.ToString()));
    }

    [Test]
    public void A_planted_use_of_an_internal_is_found()
    {
        var planted = LibrarySources.Planted(
            "Prediction/Planted.cs",
            "namespace Microsoft.ML.FluxTrainers; internal static class Planted { public static SchemaShape Shape(DataViewSchema schema) => SchemaShape.Create(schema); }");

        Assert.That(planted.Uses.Where(use => use.IsOfMlNet && !use.IsPublic).Select(use => use.Symbol.Name), Is.EqualTo(new[] { "Create" }));
    }
}
