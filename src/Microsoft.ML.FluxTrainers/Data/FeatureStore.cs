// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The features of all training rows, wherever they are kept.</summary>
internal abstract class FeatureStore(int width)
{
    /// <summary>Features per row.</summary>
    public int Width => width;

    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>Whether more rows take more memory.</summary>
    public virtual bool IsInMemory => true;

    /// <summary>Whether only numbers that are not zero are stored.</summary>
    public virtual bool IsSparse => false;

    /// <summary>How many numbers are stored, where <see cref="IsSparse"/>.</summary>
    public virtual long StoredCount => (long)Count * width;

    /// <summary>What was measured while rows came in, or null where that is done once all are there.</summary>
    public virtual FeatureStatistics? Measured => null;

    /// <summary>Adds a row.</summary>
    public abstract void Append(in VBuffer<float> row);

    /// <summary>Adds a row of some weight, for those who measure while rows come in.</summary>
    public virtual void Append(in VBuffer<float> row, float weight) => Append(row);

    /// <summary>The same rows with every number stored; this store is not used any more.</summary>
    public virtual FeatureStore ToDense() => this;

    /// <summary>Writes a row, dense, to a destination of <see cref="Width"/> numbers.</summary>
    public abstract void CopyRow(int row, Span<float> destination);

    /// <summary>Calls back for every number that is stored; those that are not are zeros.</summary>
    public abstract void Visit(FeatureVisitor visitor);

    /// <summary>Scales all rows, for good.</summary>
    public abstract void Apply(InputScaling scaling);

    /// <summary>About how many bytes a row takes, by the rows so far.</summary>
    public abstract long BytesPerRow { get; }

    /// <summary>Adds all numbers to a hash, the same ones wherever rows are kept.</summary>
    public abstract void AddTo(IncrementalHash hash);
}
