// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The rows of one fold, prepared and in memory where they can be: read once, trained on by all trials.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Test">The rows to judge by.</param>
internal sealed record TrialFold(IDataView Train, IDataView Test)
{
    /// <summary>The folds of some data.</summary>
    /// <param name="context">What caches, or null where nothing does.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="preparation">What is fitted on each fold's training rows, once for all trials; or null.</param>
    public static IReadOnlyList<TrialFold> Of(MLContext? context, IReadOnlyList<ResamplingFold> folds, IEstimator<ITransformer>? preparation) => [.. folds.Select(fold =>
    {
        if (preparation is null)
        {
            return new TrialFold(fold.Train, fold.Test);
        }

        var prepared = preparation.Fit(fold.Train);
        return new TrialFold(InMemory(context, prepared.Transform(fold.Train)), InMemory(context, prepared.Transform(fold.Test)));
    })];

    /// <summary>The data in memory, once it is read; as it is where a column is of a type that ML.NET does not keep.</summary>
    public static IDataView InMemory(MLContext? context, IDataView data)
    {
        if (context is null)
        {
            return data;
        }

        var cached = context.Data.Cache(data);
        return data.Schema.Where(column => !column.IsHidden).All(column => cached.Schema.GetColumnOrNull(column.Name) is { } kept && kept.Type.Equals(column.Type)) && data.Schema.All(column => IsKept(column.Type))
            ? cached
            : data;
    }

    private static bool IsKept(Data.DataViewType type) => type is Data.PrimitiveDataViewType || (type is Data.VectorDataViewType { ItemType: Data.PrimitiveDataViewType });
}
