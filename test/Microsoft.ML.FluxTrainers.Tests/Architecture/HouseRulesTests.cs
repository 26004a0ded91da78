// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Rules for every type of the library. Each test lists all that break its rule.</summary>
public sealed class HouseRulesTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly _library = typeof(FluxTrainersCatalog).Assembly;

    private static IEnumerable<Type> Own => _library.GetTypes().Where(type => !IsGenerated(type));

    private static IEnumerable<Type> Public => _library.GetExportedTypes().Where(type => !IsGenerated(type));

    private static IEnumerable<Type> OptionRecords => Public
        .Where(type => !type.IsAbstract && (OptionTypes.Library.Contains(type) || type == typeof(TrainingRun) || type == typeof(Device)));

    [Test]
    public void Every_class_is_sealed_or_abstract() => Offenders.AssertNone(Own
        .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract)
        .Select(type => type.FullName!));

    [Test]
    public void Public_types_share_one_namespace_and_entry_points_stand_in_that_of_MlNet() => Offenders.AssertNone(Public
        .Where(type => type.Namespace != (type == typeof(FluxTrainersExtensions) ? "Microsoft.ML" : "Microsoft.ML.FluxTrainers"))
        .Select(type => type.FullName!));

    [Test]
    public void Public_properties_are_set_on_construction_only() => Offenders.AssertNone(Public
        .SelectMany(type => type.GetProperties(Declared))
        .Where(property => property.SetMethod is { IsPublic: true } set
            && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)))
        .Select(Name));

    [Test]
    public void No_public_field_is_mutable() => Offenders.AssertNone(Public
        .SelectMany(type => type.GetFields(Declared))
        .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsSpecialName)
        .Select(Name));

    [Test]
    public void Public_static_values_cannot_be_changed() => Offenders.AssertNone(Public
        .SelectMany(type => type.GetMembers(Declared & ~BindingFlags.Instance))
        .Where(member => member switch
        {
            PropertyInfo property => property.SetMethod is not null || IsMutable(property.PropertyType),
            FieldInfo field => !field.IsLiteral && IsMutable(field.FieldType),
            _ => false,
        })
        .Select(Name));

    // What a process does once needs to be remembered: that the log has heard of a mended library.
    [Test]
    public void No_static_field_is_assigned_after_its_type_is_initialized() => Offenders.AssertNone(Own
        .SelectMany(type => type.GetFields(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(field => !field.IsInitOnly && !field.IsLiteral && !IsGenerated(field))
        .Select(Name)
        .Except(["TorchNative._noticeTaken", "ConvolutionCheck._noticeTaken"]));

    [Test]
    public void Every_option_is_settable_and_comparable() => Offenders.AssertNone(OptionRecords
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        .Where(property => property.PropertyType.IsArray
            || (typeof(IEnumerable).IsAssignableFrom(property.PropertyType)
                && property.PropertyType != typeof(string)
                && !(property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ValueList<>))))
        .Select(Name));

    [Test]
    public void The_documentation_of_every_option_names_its_default() => Offenders.AssertNone(OptionRecords
        .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => (type, property)))
        .Where(option => OptionProperty.IsSetting(option.property) && HasDefault(option.type, option.property))
        .Where(option => !Documentation.Of(option.type, option.property).Contains("Default", StringComparison.Ordinal))
        .Select(option => $"{option.type.Name}.{option.property.Name}"));

    [Test]
    public void Every_public_member_is_documented()
    {
        Assert.That(Documentation.PublicIds.Count, Is.GreaterThan(200));
        Offenders.AssertNone(Documentation.PublicIds.Where(id => !Documentation.Has(id)));
    }

    // Name.cs or, where types of the same name differ in their parameters, NameOf.cs and the like beside Name.cs.
    [Test]
    public void A_file_holds_one_type_and_is_named_as_it()
    {
        var names = LibrarySources.Library.Trees.Select(tree => tree.FilePath.Split('/')[^1].Split('.')[0]).ToList();

        Offenders.AssertNone(LibrarySources.Library.Trees.Zip(names)
            .Where(file => Documentation.TypesIn(file.First).ToList() is not [var type]
                || !(type == file.Second || (file.Second.StartsWith(type, StringComparison.Ordinal) && names.Contains(type))))
            .Select(file => $"{file.First.FilePath}: {string.Join(", ", Documentation.TypesIn(file.First))}"));
    }

    [Test]
    public void A_file_has_at_most_300_lines() => Offenders.AssertNone(LibrarySources.Library.Trees
        .Where(tree => tree.GetText().Lines.Count > 301)
        .Select(tree => $"{tree.FilePath}: {tree.GetText().Lines.Count - 1} lines"));

    private static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || member.Name.Contains('<', StringComparison.Ordinal)
        || (member.DeclaringType is { } owner && IsGenerated(owner))
        || (member as Type)?.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;

    private static bool IsMutable(Type type) =>
        type.IsArray || typeof(IList).IsAssignableFrom(type) || typeof(IDictionary).IsAssignableFrom(type);

    // A positional setting without a default must be given.
    private static bool HasDefault(Type type, PropertyInfo property) => !type.GetConstructors()
        .SelectMany(constructor => constructor.GetParameters())
        .Any(parameter => parameter.Name == property.Name && !parameter.HasDefaultValue);

    private static string Name(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
