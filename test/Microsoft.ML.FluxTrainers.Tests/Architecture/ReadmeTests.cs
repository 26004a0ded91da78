// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The code in README compiles as it stands there.</summary>
public sealed class ReadmeTests
{
    private const string Usings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    // What earlier blocks leave behind, and later ones go on with.
    private const string Before = """
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using Microsoft.ML.FluxTrainers;
        MLContext mlContext = new();
        IDataView data = null!;
        IDataView prepared = null!;
        NeuralClassifierOptions options = new();
        TransformerChain<ITransformer> model = null!;
        _ = (mlContext, data, prepared, options, model); // no warning where a block needs one of them only
        """;

    private static IEnumerable<TestCaseData> Blocks => Regex
        .Matches(File.ReadAllText(Repository.PathOf("README.md")), @"^```csharp\r?\n(.*?)^```|^## ([^\r\n]*)", RegexOptions.Multiline | RegexOptions.Singleline)
        .Aggregate(
            (Heading: "", Found: new List<TestCaseData>()),
            (all, match) =>
            {
                if (match.Groups[2].Success)
                {
                    return (match.Groups[2].Value, all.Found);
                }

                all.Found.Add(new TestCaseData(all.Heading, match.Groups[1].Value, all.Found.Count == 0)
                    .SetArgDisplayNames($"{all.Heading}, block {all.Found.Count + 1}"));
                return all;
            })
        .Found;

    [TestCaseSource(nameof(Blocks))]
    public void A_block_of_code_compiles(string heading, string code, bool isWhole)
    {
        var version = heading.Contains("C# 12", StringComparison.Ordinal) ? LanguageVersion.CSharp12 : LanguageVersion.CSharp14;

        Offenders.AssertNone(Compile(isWhole ? code : Continued(code), version));
    }

    [Test]
    public void There_are_blocks_and_a_fault_in_one_is_found()
    {
        Assert.That(Blocks.Count(), Is.GreaterThan(5));
        Assert.That(Compile(Continued("var missing = options with { Epoch = 1 };"), LanguageVersion.CSharp14), Is.Not.Empty);
        Assert.That(Compile(Continued("_ = mlContext.FluxTrainers;"), LanguageVersion.CSharp12), Is.Not.Empty);
    }

    /// <summary>A block as part of a program: its names may be those of the first block again.</summary>
    private static string Continued(string code)
    {
        var root = CSharpSyntaxTree.ParseText(code).GetCompilationUnitRoot();
        var statements = string.Concat(root.Members.OfType<GlobalStatementSyntax>().Select(statement => statement.ToFullString()));
        var types = string.Concat(root.Members.Where(member => member is not GlobalStatementSyntax).Select(type => type.ToFullString()));
        return root.Usings.ToFullString() + Before + "\nContinue();\nvoid Continue()\n{\n" + statements + "}\n" + types
            + (types.Contains("class Prediction", StringComparison.Ordinal) ? Flower : "");
    }

    private static string Flower => CSharpSyntaxTree.ParseText((string)Blocks.First().Arguments[1]!).GetCompilationUnitRoot()
        .Members.OfType<ClassDeclarationSyntax>().Single(type => type.Identifier.Text == "Flower").ToFullString();

    private static List<string> Compile(string code, LanguageVersion version)
    {
        var language = new CSharpParseOptions(version);
        var compilation = CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(code, language), CSharpSyntaxTree.ParseText(Usings, language)],
            References.All,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        return [.. compilation.GetDiagnostics().Where(one => one.Severity >= DiagnosticSeverity.Warning).Select(one => one.ToString())];
    }
}
