// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes the inputs of the row at hand.</summary>
internal delegate void InputGetter(Span<float> numbers);
