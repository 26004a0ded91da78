// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Gives the scores of the row at hand. The memory is used again for the next row.</summary>
internal delegate ReadOnlySpan<float> ScoreSource();
