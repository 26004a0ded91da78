// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The contract with files, whose paths start at a folder.</summary>
public sealed class ImageFileContract : ImageContract
{
    private readonly TempFolder _folder = new();
    private IReadOnlyList<ImageSample>? _rows;

    protected override string Images => nameof(ImageSample.Path);

    protected override IReadOnlyList<ImageSample> Rows => _rows ??= [.. ImageData.Rows().Select(WithFile)];

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    protected override IEstimator<ITransformer> CreateEstimator(MLContext mlContext) =>
        mlContext.FluxTrainers.NeuralImageClassifier(SmallImageClassifier.Options with { ImageFolder = _folder.Path });

    private ImageSample WithFile(ImageSample row)
    {
        row.Path = $"{row.Row}.png";
        using var picture = Pictures.Gray(row.Bytes, ImageData.Size, ImageData.Size);
        picture.Save(_folder[row.Path]);
        return row;
    }
}
