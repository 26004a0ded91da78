// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>The contract of an estimator that chooses one of several classes for an image, on <see cref="ImageData"/>.</summary>
public abstract class ImageContract : EstimatorContract
{
    /// <summary>The column of <see cref="ImageSample"/> that holds the images.</summary>
    protected virtual string Images => nameof(ImageSample.Bytes);

    /// <summary>The rows.</summary>
    protected virtual IReadOnlyList<ImageSample> Rows => ImageData.Rows();

    /// <inheritdoc/>
    protected override IDataView CreateTrainingData(MLContext mlContext) => ImageData.View(mlContext, Images, rows: Rows);

    /// <inheritdoc/>
    /// <remarks>Nothing: the size of the images is an option.</remarks>
    protected override IEnumerable<ContractCase> ValidOnlyForFit(MLContext mlContext) => [];

    /// <inheritdoc/>
    protected override IEnumerable<ContractCase> ValidOnlyForScoring(MLContext mlContext) =>
    [
        new("no label", ImageData.View(mlContext, Images, LabelKind.Absent, Rows)),
        new("a label of the wrong type", ImageData.View(mlContext, Images, LabelKind.NoKey, Rows)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<ContractCase> Invalid(MLContext mlContext) =>
    [
        new("no images", ImageData.View(mlContext, null)),
        new("pixels of double precision", ImageData.View(mlContext, nameof(ImageSample.Doubles))),
        new("pixels of variable size", ImageData.View(mlContext, nameof(ImageSample.Several))),
        new("a number", ImageData.View(mlContext, nameof(ImageSample.Row))),
    ];
}
