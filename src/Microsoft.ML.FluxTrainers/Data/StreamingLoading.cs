// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>See <see cref="DataLoading.Streaming"/>.</summary>
/// <param name="BufferRows">Rows in the buffer.</param>
internal sealed record StreamingLoading(int BufferRows) : DataLoading;
