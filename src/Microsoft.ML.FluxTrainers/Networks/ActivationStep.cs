// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>y = f(x), number by number.</summary>
/// <param name="Outputs">The numbers that come in and go out for a row.</param>
/// <param name="Kernel">The function.</param>
/// <param name="Name">The layer's name.</param>
internal sealed record ActivationStep(int Outputs, ActivationKernel Kernel, string Name) : DenseStep(Outputs);
