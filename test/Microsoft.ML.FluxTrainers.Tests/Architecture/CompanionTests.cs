// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using System.Xml.Linq;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The package beside the library, which alone may need a console library.</summary>
public sealed class CompanionTests
{
    private static readonly Assembly _companion = typeof(TrainingConsole).Assembly;

    [Test]
    public void Only_the_companion_uses_Spectre()
    {
        static IEnumerable<string> Uses(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

        Assert.That(Uses(typeof(FluxTrainersCatalog).Assembly), Has.None.StartsWith("Spectre"));
        Assert.That(Uses(_companion), Has.Some.EqualTo("Spectre.Console").And.Some.EqualTo("Microsoft.ML.FluxTrainers"));
    }

    // The same as of the library's own types (HouseRulesTests); and it needs no friend copies of ML.NET.
    [Test]
    public void Its_types_are_sealed_share_the_namespace_and_are_documented()
    {
        var types = _companion.GetTypes().Where(type => type.Namespace?.StartsWith("Microsoft.ML", StringComparison.Ordinal) == true && !type.IsNested).ToList();
        var documented = XDocument.Load(Path.ChangeExtension(_companion.Location, ".xml")).Descendants("member").Select(member => member.Attribute("name")!.Value).ToHashSet();

        Assert.That(types, Has.Count.GreaterThan(5));
        Offenders.AssertNone(types.Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract).Select(type => type.Name));
        Offenders.AssertNone(types.Where(type => type.Namespace != "Microsoft.ML.FluxTrainers").Select(type => type.FullName!));
        Offenders.AssertNone(types.Where(type => !documented.Contains($"T:{type.FullName}")).Select(type => type.FullName!));
    }

    [Test]
    public void A_file_holds_one_type_and_is_named_as_it() => Offenders.AssertNone(Directory
        .GetFiles(Repository.PathOf("src", "Microsoft.ML.FluxTrainers.Console"), "*.cs")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Where(name => _companion.GetType($"Microsoft.ML.FluxTrainers.{name}") is null));
}
