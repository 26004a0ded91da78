// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The library's sources as the compiler understands them.</summary>
/// <remarks>All types share one namespace and one assembly, so neither usings nor references tell who uses whom: names are
/// resolved instead, and the types of expressions that name nothing (<c>var</c>, <c>new()</c>, a property's value).
/// Comments and documentation are not looked at.</remarks>
internal sealed class LibrarySources
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions _language = new(
        LanguageVersion.CSharp14,
        preprocessorSymbols: ["NET", "NET10_0", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);

    private static readonly Lazy<LibrarySources> _library = new(Read);

    private LibrarySources(CSharpCompilation compilation, IEnumerable<SyntaxTree> trees)
    {
        Compilation = compilation;
        Trees = [.. trees];
        Uses = [.. Trees.AsParallel().AsOrdered().SelectMany(FindUses)];
    }

    /// <summary>The library.</summary>
    public static LibrarySources Library => _library.Value;

    /// <summary>The whole library.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>The files, whose paths are those below the library's folder, with slashes.</summary>
    public IReadOnlyList<SyntaxTree> Trees { get; }

    /// <summary>All types and members that the files use.</summary>
    public IReadOnlyList<SymbolUse> Uses { get; }

    /// <summary>Only one file, as if the library had it too.</summary>
    public static LibrarySources Planted(string file, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, _language, file);
        return new LibrarySources(Library.Compilation.AddSyntaxTrees(tree), [tree]);
    }

    /// <summary>The folder of a file; for a file at the root, its own name.</summary>
    public static string LayerOf(string file) => file.Split('/', '.')[0];

    private static LibrarySources Read()
    {
        var folder = Repository.PathOf("src", "Microsoft.ML.FluxTrainers");
        var trees = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => (Path: path, File: Path.GetRelativePath(folder, path).Replace('\\', '/')))
            .Where(file => LayerOf(file.File) is not ("obj" or "bin"))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.Path), _language, file.File))
            .ToList();
        var compilation = CSharpCompilation.Create(
            "Microsoft.ML.FluxTrainers",
            [.. trees, CSharpSyntaxTree.ParseText(Usings, _language)],
            References.OfLibrary(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return new LibrarySources(compilation, trees);
    }

    private IEnumerable<SymbolUse> FindUses(SyntaxTree tree)
    {
        var model = Compilation.GetSemanticModel(tree);
        return tree.GetRoot().DescendantNodes()
            .SelectMany(node => Symbols(model, node).Select(symbol => (Line: LineOf(node), Symbol: symbol)))
            .Distinct()
            .Select(use => new SymbolUse(tree.FilePath, use.Line, use.Symbol));
    }

    private static HashSet<ISymbol> Symbols(SemanticModel model, SyntaxNode node)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or AttributeSyntax)
        {
            Add(model.GetSymbolInfo(node).Symbol);
        }

        if (node is ExpressionSyntax)
        {
            Add(model.GetTypeInfo(node).Type);
        }

        return found;

        void Add(ISymbol? symbol)
        {
            switch (symbol)
            {
                case IArrayTypeSymbol array:
                    Add(array.ElementType);
                    break;
                case IPointerTypeSymbol pointer:
                    Add(pointer.PointedAtType);
                    break;
                case INamedTypeSymbol type:
                    found.Add(type.OriginalDefinition);
                    type.TypeArguments.ToList().ForEach(Add);
                    break;
                case IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol:
                    found.Add(symbol.OriginalDefinition);
                    Add(symbol.ContainingType);
                    break;
            }
        }
    }

    private static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
