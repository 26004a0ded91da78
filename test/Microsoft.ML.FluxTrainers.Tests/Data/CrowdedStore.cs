// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A store that says how full it is, and has no numbers.</summary>
internal sealed class CrowdedStore(int count, long mostRows) : FeatureStore(6)
{
    public override int Count => count;

    public override long MostRows => mostRows;

    public override long BytesPerRow => 1;

    public override void CopyRow(int row, Span<float> destination) => throw new NotSupportedException();

    public override void AddTo(RowHash hash) => throw new NotSupportedException();
}
