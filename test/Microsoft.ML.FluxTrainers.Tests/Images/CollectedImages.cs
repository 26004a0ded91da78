// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What a network gets of images: in training and in prediction.</summary>
internal sealed class CollectedImages
{
    private CollectedImages(CollectedInput collected, IDataView data)
    {
        Input = (ImageInput)collected.Input;
        Store = collected.Store;
        Trained = [.. Enumerable.Range(0, collected.Store.Count).Select(row =>
        {
            var numbers = new float[collected.Store.Width];
            collected.Store.CopyRow(row, numbers);
            return numbers;
        })];
        Predicted = Predict(data);
    }

    public ImageInput Input { get; }

    public FeatureStore Store { get; }

    /// <summary>The numbers of each image in training.</summary>
    public IReadOnlyList<float[]> Trained { get; }

    /// <summary>The same in prediction.</summary>
    public IReadOnlyList<float[]> Predicted { get; }

    /// <summary>Reads a view's column Image as the estimator does.</summary>
    public static CollectedImages Of(IDataView data, NeuralImageClassifierOptions options, float[]? weights = null)
    {
        var (source, column) = data.Schema.RequireImages(new TrainerHost(new MLContext(), "test"), "Image", options.Format);
        var encoder = new ImageEncoder(source, column, options.Normalization, options.Augmentation);
        using var cursor = data.GetRowCursor(encoder.Columns);
        var collector = encoder.Open(cursor, RowStorage.InMemory(data.GetRowCount()), isSample: false);
        while (cursor.MoveNext())
        {
            if (collector.Read(cursor.Position) is { } fault)
            {
                throw new InvalidOperationException(fault);
            }

            collector.Keep(1);
        }

        return new CollectedImages(collector.Finish(weights ?? [])!, data);
    }

    private List<float[]> Predict(IDataView data)
    {
        using var cursor = data.GetRowCursor([data.Schema["Image"]]);
        var read = Input.Bind(cursor);
        var rows = new List<float[]>();
        while (cursor.MoveNext())
        {
            rows.Add(new float[Input.Width]);
            read(rows[^1]);
        }

        return rows;
    }
}
