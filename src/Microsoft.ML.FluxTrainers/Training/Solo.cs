// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Training in one process.</summary>
internal sealed class Solo : ICollective
{
    public long Sum(FlatVector gradient, long rows) => rows;
}
