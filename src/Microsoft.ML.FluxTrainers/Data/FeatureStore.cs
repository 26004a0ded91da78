// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The inputs of all training rows, wherever they are kept.</summary>
internal abstract class FeatureStore(int width)
{
    /// <summary>Numbers per row.</summary>
    public int Width => width;

    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>Whether more rows take more memory.</summary>
    public virtual bool IsInMemory => true;

    /// <summary>Whether only numbers that are not zero are stored.</summary>
    public virtual bool IsSparse => false;

    /// <summary>Writes a row, dense, as the network gets it, to a destination of <see cref="Width"/> numbers.</summary>
    public abstract void CopyRow(int row, Span<float> destination);

    /// <summary>Writes rows, one after the other.</summary>
    /// <param name="rows">Their numbers, in any order.</param>
    /// <param name="destination">Receives <see cref="Width"/> numbers for each.</param>
    public virtual void CopyRows(ReadOnlySpan<int> rows, Span<float> destination)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            CopyRow(rows[i], destination.Slice(i * Width, Width));
        }
    }

    /// <summary>Says that rows will be copied once more only, from the first to the last: what is behind may be given up.</summary>
    public virtual void BeginLastPass()
    {
    }

    /// <summary>About how many bytes a row takes, by the rows so far.</summary>
    public abstract long BytesPerRow { get; }

    /// <summary>About how many rows it can hold however much memory there is, by the rows so far.</summary>
    public virtual long MostRows => int.MaxValue;

    /// <summary>Adds all numbers to a hash, the same ones wherever rows are kept.</summary>
    public abstract void AddTo(RowHash hash);
}
