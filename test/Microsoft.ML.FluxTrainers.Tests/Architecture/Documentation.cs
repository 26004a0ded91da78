// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The documentation file that is shipped beside the library.</summary>
internal static class Documentation
{
    private static readonly Dictionary<string, XElement> _members =
        XDocument.Load(Path.ChangeExtension(typeof(FluxTrainersCatalog).Assembly.Location, ".xml"))
            .Descendants("member").ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>The ids of all public types and members that somebody wrote down, so without those that records add.</summary>
    public static IReadOnlyList<string> PublicIds { get; } =
        [.. Symbols(LibrarySources.Library.Compilation.Assembly.GlobalNamespace).Select(symbol => symbol.GetDocumentationCommentId()!)];

    /// <summary>Whether there is a text, or a reference to an inherited one.</summary>
    public static bool Has(string id) =>
        _members.TryGetValue(id, out var member)
        && (member.Element("inheritdoc") is not null || !string.IsNullOrWhiteSpace(member.Element("summary")?.Value));

    /// <summary>The text about a property: where it is declared, and about the constructor's parameter that sets it.</summary>
    /// <param name="type">The type, which may have inherited the property.</param>
    /// <param name="property">The property.</param>
    public static string Of(Type type, PropertyInfo property)
    {
        var declared = _members.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}");
        var parameters = _members.GetValueOrDefault($"T:{type.FullName}")?.Elements("param") ?? [];
        return declared?.Value + parameters.FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name)?.Value;
    }

    /// <summary>The names of the types in a file that stand in no other type.</summary>
    public static IEnumerable<string> TypesIn(SyntaxTree tree) => tree.GetRoot()
        .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
        .Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => null,
        })
        .OfType<string>();

    private static IEnumerable<ISymbol> Symbols(INamespaceOrTypeSymbol owner) => owner.GetMembers()
        .Where(symbol => symbol is INamespaceSymbol || (IsPublic(symbol) && !symbol.IsImplicitlyDeclared && !IsAccessor(symbol)))
        .SelectMany(symbol => symbol switch
        {
            INamespaceSymbol inner => Symbols(inner),
            INamedTypeSymbol { IsExtension: true } block => Symbols(block),
            INamedTypeSymbol type => Symbols(type).Prepend(type),
            _ => [symbol],
        });

    private static bool IsPublic(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;

    private static bool IsAccessor(ISymbol symbol) => symbol is IMethodSymbol { AssociatedSymbol: not null };
}
