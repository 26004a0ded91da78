// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Who may use whom in the library: docs/architecture.md in a form that a machine can check.</summary>
public sealed class LayeringTests
{
    // A folder, the folders that its files may use, and whether they may use ML.NET or TorchSharp. Every row uses rows above only.
    private static readonly (string Layer, string Uses, string Outside)[] _matrix =
    [
        ("Guard", "", ""),
        ("Options", "Guard", ""),
        ("Random", "Guard", ""),
        ("Native", "Guard Options", "TorchSharp"),
        ("Kernels", "Guard", ""),
        ("Controls", "Guard Options", ""),
        ("Networks", "Guard Options Random Native Kernels", "TorchSharp"),
        ("Optimization", "Guard Options Random Native Kernels Controls", "TorchSharp"),
        ("Data", "Guard Options Random Kernels Networks", "ML.NET"),
        ("Tables", "Guard Options Networks Data", "ML.NET"),
        ("Images", "Guard Options Random Native Kernels Networks Data", "ML.NET"),
        ("Persistence", "Guard Options", ""),
        ("Passes", "Guard Options Random Kernels Networks", ""),
        ("Training", "Guard Options Random Native Kernels Controls Networks Passes Optimization Data Persistence", "TorchSharp"),
        ("MlNet", "Guard Options Data Tables Images Persistence", "ML.NET"),
        ("Prediction", "Guard Options Native Kernels Controls Networks Passes Optimization Data Tables Images Persistence MlNet", "ML.NET TorchSharp"),
        ("Estimators", "Guard Options Random Native Controls Networks Optimization Data Tables Images Persistence Training MlNet Prediction", "ML.NET"),
        ("Reporting", "Guard Options Native Controls Persistence", "SkiaSharp"),
        ("Resampling", "Guard Options Random", "ML.NET"),
        ("Evaluation", "Guard Options Random Controls Data MlNet Prediction Reporting Resampling", "ML.NET"),
        ("Tuning", "Guard Options Random Controls Networks Optimization Data Persistence Training MlNet Prediction Estimators Resampling Evaluation Reporting", "ML.NET"),
        ("Composition", "Guard Options Random Data Persistence MlNet Prediction Resampling Evaluation", "ML.NET"),
        ("FluxTrainersCatalog", "Guard Options Networks Training MlNet Prediction Estimators Resampling Evaluation Tuning Composition", "ML.NET"),
        ("FluxTrainersExtensions", "Guard Options Networks Training MlNet Estimators FluxTrainersCatalog", "ML.NET"),
        ("ModelLoader", "Guard Options Native MlNet Prediction", "ML.NET"),
        ("EmbeddingLoader", "Guard Options MlNet Prediction", "ML.NET"),
        ("CompositionLoader", "Guard Options MlNet Composition", "ML.NET"),
    ];

    [Test]
    public void A_folder_uses_only_what_the_matrix_allows() =>
        Offenders.AssertNone(Breaches(LibrarySources.Library));

    [Test]
    public void Every_folder_has_a_row_and_every_row_uses_rows_above()
    {
        var layers = _matrix.Select(row => row.Layer).ToList();

        Assert.That(
            LibrarySources.Library.Trees.Select(tree => LibrarySources.LayerOf(tree.FilePath)).Distinct(),
            Is.EquivalentTo(layers));
        Assert.That(_matrix.Where((row, at) => row.Uses.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(layers.Take(at)).Any()), Is.Empty);
    }

    // Each way to use a type without its name stands here once, so that the check cannot become blind to it.
    [TestCase("Prediction", "TrainingRun? run = null;", "TrainingRun")]
    [TestCase("Prediction", "System.Collections.Generic.List<TrainingRun[]>? runs = null;", "TrainingRun")]
    [TestCase("Prediction", "var kind = default(NeuralModel)!.History; System.Func<object> make = () => new FitResult(null!, null!, null!, null!);", "FitResult")]
    [TestCase("Kernels", "System.Func<ValueList<int>, int> count = list => list.Count;", "ValueList")]
    [TestCase("Optimization", "new NetworkShape(1, 1).ToString();", "NetworkShape")]
    [TestCase("Controls", "object? made = torch.zeros(1);", "torch")]
    [TestCase("Networks", "object made = new MLContext();", "MLContext")]
    [TestCase("Training", "IDataView? view = null;", "IDataView")]
    [TestCase("Estimators", "new NeuralEstimation(null!, null!, null!, null!).Fit((FitInputs)null!).Model.CreateModule().Dispose();", "Module")]
    public void A_planted_breach_is_found(string layer, string statement, string expected)
    {
        var planted = LibrarySources.Planted(
            $"{layer}/Planted.cs",
            $"using TorchSharp; namespace Microsoft.ML.FluxTrainers; internal static class Planted {{ public static void Go() {{ {statement} }} }}");

        Assert.That(planted.Compilation.GetSemanticModel(planted.Trees[0]).GetDiagnostics().Where(IsError), Is.Empty);
        Assert.That(Breaches(planted), Has.Some.Contains(expected));
    }

    [Test]
    public void A_comment_or_a_text_that_names_a_type_is_no_use_of_it() =>
        Assert.That(
            Breaches(LibrarySources.Planted(
                "Kernels/Planted.cs",
                "namespace Microsoft.ML.FluxTrainers; /// <see cref=\"TrainingRun\"/>\ninternal static class Planted { /* TrainingRun */ public const string Text = \"TrainingRun\"; }")),
            Is.Empty);

    // Only the parts that source generators add are missing here.
    [Test]
    public void The_sources_are_understood_whole() =>
        Offenders.AssertNone(LibrarySources.Library.Compilation.GetDiagnostics().Where(IsError).Select(error => error.ToString()));

    private static bool IsError(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != "CS8795";

    private static IEnumerable<string> Breaches(LibrarySources sources)
    {
        var rows = _matrix.ToDictionary(row => row.Layer);
        return sources.Uses
            .Where(use => rows.TryGetValue(use.Layer, out var row) && !IsAllowed(use, row.Uses, row.Outside))
            .Select(use => use.ToString());
    }

    private static bool IsAllowed(SymbolUse use, string uses, string outside) =>
        use.DeclaredIn.All(layer => layer == use.Layer || uses.Split(' ').Contains(layer))
        && (!use.IsOfTorchSharp || outside.Contains("TorchSharp", StringComparison.Ordinal))
        && (!use.IsOfMlNet || outside.Contains("ML.NET", StringComparison.Ordinal));
}
