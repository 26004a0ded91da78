// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What safetensors content holds.</summary>
/// <param name="Tensors">The tensors in the order of their data.</param>
/// <param name="Metadata">The texts of <c>__metadata__</c>; empty where it is absent.</param>
internal sealed record SafetensorsContent(
    IReadOnlyList<NamedTensor> Tensors, IReadOnlyDictionary<string, string> Metadata);
