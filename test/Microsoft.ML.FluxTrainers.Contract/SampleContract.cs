// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract on <see cref="SampleData"/>.</summary>
public abstract class SampleContract : EstimatorContract
{
    /// <summary>What the label is.</summary>
    protected abstract LabelKind Label { get; }

    /// <summary>What the features are: Dense (default), Sparse or Scalar.</summary>
    protected virtual FeatureKind Features => FeatureKind.Dense;

    /// <inheritdoc/>
    protected override IDataView CreateTrainingData(MLContext mlContext) => SampleData.View(mlContext, Label, Features);

    /// <inheritdoc/>
    protected override IEnumerable<ContractCase> ValidOnlyForFit(MLContext mlContext) =>
        [new("fewer features", SampleData.View(mlContext, Label, FeatureKind.Narrow))];

    /// <inheritdoc/>
    protected override IEnumerable<ContractCase> ValidOnlyForScoring(MLContext mlContext) =>
    [
        new("no label", SampleData.View(mlContext, LabelKind.Absent, Features)),
        new("a label of the wrong type", SampleData.View(mlContext, LabelKind.NoKey, Features)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<ContractCase> Invalid(MLContext mlContext) =>
    [
        new("no features", SampleData.View(mlContext, Label, FeatureKind.Absent)),
        new("features of double precision", SampleData.View(mlContext, Label, FeatureKind.WrongType)),
        new("features of variable size", SampleData.View(mlContext, Label, FeatureKind.Variable)),
    ];
}
