// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes the target numbers of the row at hand: NaN where a label is missing.</summary>
internal delegate void LabelGetter(Span<float> targets);
