// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>One row of data with a label of some type.</summary>
internal sealed class Example<T>
{
    public T Kind { get; set; } = default!;

    [VectorType(4)]
    public float[] Features { get; set; } = [];

    /// <summary>Thirty rows around three centers, the same in every process.</summary>
    public static IReadOnlyList<Example<T>> Rows(Func<int, T> kind) =>
    [
        .. Enumerable.Range(0, 30).Select(row => new Example<T>
        {
            Kind = kind(row % 3),
            Features = [.. Enumerable.Range(0, 4).Select(column => (row % 3 * 2f) + (0.1f * (((row * 7) + (column * 5)) % 11)))],
        }),
    ];
}
