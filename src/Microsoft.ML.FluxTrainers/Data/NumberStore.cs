// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows of numbers that are scaled once all are there.</summary>
internal abstract class NumberStore(int width) : FeatureStore(width)
{
    /// <summary>How many numbers are stored, where <see cref="FeatureStore.IsSparse"/>.</summary>
    public virtual long StoredCount => (long)Count * Width;

    /// <summary>What was measured while rows came in, or null where that is done once all are there.</summary>
    public virtual FeatureStatistics? Measured => null;

    /// <summary>Adds a row.</summary>
    public abstract void Append(in VBuffer<float> row);

    /// <summary>Adds a row of some weight, for those who measure while rows come in.</summary>
    public virtual void Append(in VBuffer<float> row, float weight) => Append(row);

    /// <summary>The same rows with every number stored; this store is not used any more.</summary>
    public virtual NumberStore ToDense() => this;

    /// <summary>The same rows with only the numbers stored that are not zero, where the store can still choose; this store is not used any more.</summary>
    public virtual NumberStore ToSparse() => this;

    /// <summary>Calls back for every number that is stored; those that are not are zeros.</summary>
    public abstract void Visit(FeatureVisitor visitor);

    /// <summary>Scales all rows, for good.</summary>
    public abstract void Apply(InputScaling scaling);

    /// <summary>The same rows, scaled as those that a model was trained on; this store is not used any more.</summary>
    /// <remarks>Sparse rows stay so: a zero that is not stored stays one, but where the model subtracts a mean. Few such numbers, which all its rows had, are stored in every row then.</remarks>
    public NumberStore ScaledAs(InputScaling known)
    {
        int[] centered = IsSparse ? [.. Enumerable.Range(0, Width).Where(i => known.Offset[i] != 0)] : [];
        var store = centered.Length == 0 ? this
            : centered.Length > FeatureCollector.DenseAbove * Width ? ToDense()
            : Storing(centered);
        store.Apply(known);
        return store;
    }

    /// <summary>The same rows with some numbers stored in each, zeros too; this store is not used any more.</summary>
    /// <param name="features">The numbers, ascending.</param>
    protected virtual NumberStore Storing(int[] features) => this;
}
