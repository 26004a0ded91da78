// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that chooses one of several classes, with data for it. A fixture for a network of
/// one's own is one line: <c>CreateEstimator(mlContext) => mlContext.FluxTrainers.NeuralClassifier(builder: new MyBuilder())</c>.</summary>
public abstract class MulticlassContract : EstimatorContract
{
    /// <summary>What the label is. Default: a key whose values are texts.</summary>
    protected virtual LabelKind Label => LabelKind.Text;

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
        new("a label that is no key", SampleData.View(mlContext, LabelKind.NoKey, Features)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<ContractCase> Invalid(MLContext mlContext) =>
    [
        new("no features", SampleData.View(mlContext, Label, FeatureKind.Absent)),
        new("features of double precision", SampleData.View(mlContext, Label, FeatureKind.WrongType)),
        new("features of variable size", SampleData.View(mlContext, Label, FeatureKind.Variable)),
    ];
}
