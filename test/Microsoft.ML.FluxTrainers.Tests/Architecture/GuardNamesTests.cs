// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A check takes the name of the member that it stands in for that of what it checks: right for a property, wrong for an argument of a method.</summary>
public sealed class GuardNamesTests
{
    [Test]
    public void A_check_of_an_argument_names_it() => Offenders.AssertNone(Nameless(LibrarySources.Library));

    [TestCase("void Take(int rows) => Guard.Positive(rows);", true)]
    [TestCase("void Take(int rows) => Guard.Positive(rows, nameof(rows));", false)]
    [TestCase("int Rows { get; init => field = Guard.Positive(value); }", false)]
    [TestCase("Planted(int rows) => Guard.Positive(rows);", true)]
    public void One_that_does_not_is_found(string member, bool isFound)
    {
        var planted = LibrarySources.Planted("Data/Planted.cs", $"namespace Microsoft.ML.FluxTrainers; internal sealed class Planted {{ {member} }}");

        Assert.That(Nameless(planted), isFound ? Has.One.EqualTo("Data/Planted.cs: Guard.Positive(rows)") : Is.Empty);
    }

    private static IEnumerable<string> Nameless(LibrarySources sources) =>
        from tree in sources.Trees
        let model = sources.Compilation.GetSemanticModel(tree)
        from call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: nameof(Guard) } }
        let method = (IMethodSymbol)model.GetSymbolInfo(call).Symbol!
        where method.Parameters[^1].IsOptional && call.ArgumentList.Arguments.Count < method.Parameters.Length
        where call.Ancestors().OfType<MemberDeclarationSyntax>().First() is BaseMethodDeclarationSyntax
        select $"{tree.FilePath}: {call}";
}
