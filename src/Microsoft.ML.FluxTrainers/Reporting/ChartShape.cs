// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One thing to draw, in units of the drawing.</summary>
internal abstract record ChartShape;
