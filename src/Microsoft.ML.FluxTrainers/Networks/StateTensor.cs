// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One parameter or buffer of a network, in managed memory.</summary>
/// <param name="Name">Its name in the module's state dict.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Values">Its numbers, the last dimension fastest: float[] or, for counters, long[].</param>
internal sealed record StateTensor(string Name, ValueList<long> Shape, Array Values);
