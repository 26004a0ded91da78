// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One step of a <see cref="DensePlan"/>.</summary>
/// <param name="Outputs">The numbers that go out for a row.</param>
internal abstract record DenseStep(int Outputs);
