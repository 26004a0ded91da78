// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with categories, a text and a key, beside the features.</summary>
public sealed class CategoriesContract : RegressionContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions
        {
            CategoricalColumnNames = [nameof(Sample.Text), nameof(Sample.Key)],
            Epochs = 3,
        });

    // Without features, the categories alone are enough for a new model.
    protected override IEnumerable<ContractCase> ValidOnlyForFit(MLContext mlContext) =>
        base.ValidOnlyForFit(mlContext).Append(new("no features", SampleData.View(mlContext, Label, FeatureKind.Absent)));

    protected override IEnumerable<ContractCase> Invalid(MLContext mlContext)
    {
        var data = SampleData.View(mlContext, Label);
        return base.Invalid(mlContext).Where(item => item.Name != "no features").Concat<ContractCase>(
        [
            new("no categories", mlContext.Transforms.DropColumns(nameof(Sample.Text)).Fit(data).Transform(data)),
            new("categories that are numbers", mlContext.Transforms.CopyColumns(nameof(Sample.Text), nameof(Sample.A)).Fit(data).Transform(data)),
        ]);
    }
}
