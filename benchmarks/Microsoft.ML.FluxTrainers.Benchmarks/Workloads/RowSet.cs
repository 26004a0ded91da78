// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>Rows in memory, whatever their columns.</summary>
internal abstract class RowSet
{
    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }

    /// <summary>The rows as ML.NET reads them.</summary>
    public abstract IDataView ToDataView(MLContext context);

    /// <summary>The first rows.</summary>
    public abstract RowSet Take(int count);

    /// <summary>The label of a row as a number.</summary>
    public abstract double Label(int row);

    /// <summary>A prediction engine's call on one row after the other; the result is written into the same object.</summary>
    /// <typeparam name="TScores">What the engine gives.</typeparam>
    public abstract Action<int> Engine<TScores>(MLContext context, ITransformer model)
        where TScores : class, new();
}
