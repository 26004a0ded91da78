// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with example weights and class weights.</summary>
public sealed class WeightedClassifierContract : MulticlassContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions
        {
            ExampleWeightColumnName = nameof(Sample.Weight),
            ClassWeights = ClassWeights.Balanced,
        });

    protected override IEnumerable<ContractCase> ValidOnlyForScoring(MLContext mlContext) =>
        base.ValidOnlyForScoring(mlContext).Append(new("no weights", Without(mlContext, nameof(Sample.Weight))));

    private static IDataView Without(MLContext mlContext, string column)
    {
        var data = SampleData.View(mlContext);
        return mlContext.Transforms.DropColumns(column).Fit(data).Transform(data);
    }
}
