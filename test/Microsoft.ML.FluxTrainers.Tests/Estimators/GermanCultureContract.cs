// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract where a comma separates decimals; the classes are the numbers 10.5, 20.5 and 30.5.</summary>
[SetCulture("de-DE")]
public sealed class GermanCultureContract : MulticlassContract
{
    protected override LabelKind Label => LabelKind.Number;

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralClassifier();

    [Test]
    public void A_model_saved_here_is_the_same_elsewhere()
    {
        Assert.That(FormattableString.CurrentCulture($"{10.5}"), Is.EqualTo("10,5"));
        var mlContext = new MLContext(seed: 1);
        var data = CreateTrainingData(mlContext);
        using var model = SmallClassifier.Fit(mlContext, data);
        using var saved = new MemoryStream();
        mlContext.Model.Save(model, data.Schema, saved);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        using var elsewhere = SmallClassifier.Fit(mlContext, data);
        using var loaded = (IDisposable)mlContext.Model.Load(saved, out _);

        Assert.That(model.Model.ClassNames, Is.EqualTo(new[] { "10.5", "20.5", "30.5" }));
        ViewComparison.Of(elsewhere.Transform(data), model.Transform(data), _ => true, Tolerance.Exact).AssertNone("trained");
        ViewComparison.Of(elsewhere.Transform(data), ((ITransformer)loaded).Transform(data), _ => true, Tolerance.Loaded).AssertNone("loaded");
    }
}
