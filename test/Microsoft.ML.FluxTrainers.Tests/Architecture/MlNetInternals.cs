// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What the built library uses of ML.NET that ML.NET does not publish, looked up in the ML.NET beside the tests.</summary>
internal static class MlNetInternals
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Type[] _anyTypes = [.. Enumerable.Repeat(typeof(object), 8)];

    /// <summary>One line for each type or member, in ordinal order; a line that starts with "missing" for what ML.NET lacks.</summary>
    public static IReadOnlyList<string> Find()
    {
        var library = typeof(FluxTrainersCatalog).Assembly;
        using var file = new PEReader(File.OpenRead(library.Location));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => Type(library.ManifestModule, metadata, handle));
        var members = metadata.MemberReferences.Select(handle => Member(library.ManifestModule, metadata, handle));
        return [.. types.Concat(members).Concat(Reflected(library)).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>What is reached by reflection, which a method has to name in a DynamicDependency (trimming needs that too).</summary>
    private static IEnumerable<string> Reflected(Assembly library) =>
        from type in library.GetTypes()
        from method in type.GetMethods(Declared)
        from dependency in method.GetCustomAttributes<DynamicDependencyAttribute>()
        where dependency.Type is { } owner && owner.Assembly.GetName().Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal) && owner.Assembly != library
        select dependency.Type!.GetField(dependency.MemberSignature!, Declared) is { } field
            ? $"reflected {dependency.Type.FullName}: {field}"
            : $"missing {dependency.MemberSignature}";

    private static string? Type(Module module, MetadataReader metadata, TypeReferenceHandle handle)
    {
        if (!IsMlNet(metadata, handle))
        {
            return null;
        }

        try
        {
            var type = module.ResolveType(MetadataTokens.GetToken(handle));
            return IsPublic(type) ? null : $"type {type.FullName}";
        }
        catch (TypeLoadException)
        {
            return $"missing {metadata.GetString(metadata.GetTypeReference(handle).Name)}";
        }
    }

    private static string? Member(Module module, MetadataReader metadata, MemberReferenceHandle handle)
    {
        var reference = metadata.GetMemberReference(handle);
        if (!IsMlNet(metadata, reference.Parent))
        {
            return null;
        }

        try
        {
            // The type arguments stand in for those of our own generic types; they do not change which member it is.
            var member = module.ResolveMember(MetadataTokens.GetToken(handle), _anyTypes, _anyTypes)!;
            var owner = member.DeclaringType!;
            return IsPublic(owner) && IsPublic(member)
                ? null
                : $"member {(owner.IsGenericType ? owner.GetGenericTypeDefinition() : owner).FullName}: {member}";
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException or ArgumentException or BadImageFormatException)
        {
            return $"missing {metadata.GetString(reference.Name)}: {e.Message}";
        }
    }

    /// <summary>Whether a member's owner is of ML.NET; of a constructed type, whether the generic type is.</summary>
    private static bool IsMlNet(MetadataReader metadata, EntityHandle owner)
    {
        switch (owner.Kind)
        {
            case HandleKind.TypeSpecification:
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)owner).Signature);
                if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                {
                    return false; // an array, or a type parameter
                }

                signature.ReadCompressedInteger(); // class or value type
                return IsMlNet(metadata, signature.ReadTypeHandle());
            case HandleKind.TypeReference:
                return IsMlNet(metadata, metadata.GetTypeReference((TypeReferenceHandle)owner).ResolutionScope);
            case HandleKind.AssemblyReference:
                var name = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)owner).Name);
                return name.StartsWith("Microsoft.ML", StringComparison.Ordinal);
            default:
                return false;
        }
    }

    private static bool IsPublic(Type type) =>
        type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsPublic(type.DeclaringType!));

    private static bool IsPublic(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false,
    };
}
