// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The element types of a saved tensor, as the safetensors layout names them.</summary>
/// <remarks>Its 8-bit floats are left out: nothing here computes with them.</remarks>
internal enum TensorType
{
    Bool,
    U8,
    I8,
    U16,
    I16,
    F16,
    BF16,
    U32,
    I32,
    F32,
    U64,
    I64,
    F64,
}
