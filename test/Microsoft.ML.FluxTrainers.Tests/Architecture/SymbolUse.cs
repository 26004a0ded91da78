// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.CodeAnalysis;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A place in the library's sources and what is used there.</summary>
/// <param name="File">The path below the library's folder, with slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Symbol">A type, or a member.</param>
internal sealed record SymbolUse(string File, int Line, ISymbol Symbol)
{
    /// <summary>The folder of the file; for a file at the root, its own name.</summary>
    public string Layer => LibrarySources.LayerOf(File);

    /// <summary>The folders of the files that declare the symbol; none where it is not the library's own.</summary>
    public IEnumerable<string> DeclaredIn =>
        Symbol.DeclaringSyntaxReferences.Select(reference => LibrarySources.LayerOf(reference.SyntaxTree.FilePath)).Distinct();

    /// <summary>The name of the assembly that declares the symbol.</summary>
    public string Assembly => Symbol.ContainingAssembly?.Name ?? "";

    public bool IsOfTorchSharp => Assembly.StartsWith("TorchSharp", StringComparison.Ordinal);

    public bool IsOfMlNet =>
        Assembly.StartsWith("Microsoft.ML", StringComparison.Ordinal) && Assembly != "Microsoft.ML.FluxTrainers";

    /// <summary>Whether other assemblies may use the symbol, if only by derivation.</summary>
    public bool IsPublic
    {
        get
        {
            for (var symbol = Symbol; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
            {
                if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
                {
                    return false;
                }
            }

            return true;
        }
    }

    public override string ToString() => $"{File}({Line}) uses {Symbol.ToDisplayString()}";
}
