// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers.Contract;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with columns of all types that are read as they are.</summary>
public sealed class RawTableContract : RegressionContract
{
    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralRegressor(new NeuralRegressorOptions
        {
            FeatureColumns = FeatureColumns.Of("A", "Row", "Number", "Date", "IsFirst", "Text", "Key", "Sparse"),
            Epochs = 3,
        });

    protected override IEnumerable<ContractCase> ValidOnlyForFit(MLContext mlContext)
    {
        var data = SampleData.View(mlContext, Label);
        return [new("a number of another type", mlContext.Transforms.Conversion.ConvertType("A", outputKind: DataKind.Double).Fit(data).Transform(data))];
    }

    protected override IEnumerable<ContractCase> Invalid(MLContext mlContext)
    {
        var data = SampleData.View(mlContext, Label);
        return
        [
            new("a column is missing", mlContext.Transforms.DropColumns("Date").Fit(data).Transform(data)),
            new("a vector of variable size", mlContext.Transforms.CopyColumns("A", nameof(Sample.Several)).Fit(data).Transform(data)),
        ];
    }
}
