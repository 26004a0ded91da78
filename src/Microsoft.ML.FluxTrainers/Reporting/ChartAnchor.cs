// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Which part of a text lies at its point.</summary>
internal enum ChartAnchor
{
    Start,
    Middle,
    End,
}
