// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Rows that are kept as the numbers that they came as, and scaled in place.</summary>
internal abstract class NumberStore(int width) : FeatureStore(width)
{
    /// <summary>Adds a row.</summary>
    public abstract void Append(in VBuffer<float> row);

    /// <summary>Calls back for every number that is stored; those that are not are zeros.</summary>
    public abstract void Visit(FeatureVisitor visitor);

    /// <summary>Scales all rows in place, for good.</summary>
    public abstract void Apply(InputScaling scaling);
}
