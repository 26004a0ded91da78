// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Security.Cryptography;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The features of all training rows, in memory.</summary>
internal abstract class FeatureStore(int width)
{
    /// <summary>Features per row.</summary>
    public int Width => width;

    /// <summary>The number of rows so far.</summary>
    public abstract int Count { get; }

    /// <summary>Adds a row.</summary>
    public abstract void Append(in VBuffer<float> row);

    /// <summary>Writes a row, dense, to a destination of <see cref="Width"/> numbers.</summary>
    public abstract void CopyRow(int row, Span<float> destination);

    /// <summary>Calls back for every number that is stored; those that are not are zeros.</summary>
    public abstract void Visit(FeatureVisitor visitor);

    /// <summary>Scales all rows in place, for good.</summary>
    public abstract void Apply(InputScaling scaling);

    /// <summary>About how many bytes a row takes, by the rows so far.</summary>
    public abstract long BytesPerRow { get; }

    /// <summary>Adds all numbers to a hash.</summary>
    public abstract void AddTo(IncrementalHash hash);
}
