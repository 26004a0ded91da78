// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Replaces ids in rows by vectors, and adds the gradients of what came out to the vectors that were taken.</summary>
/// <param name="inputs">The numbers of a row.</param>
/// <param name="outputs">The numbers of an embedded row.</param>
/// <param name="spans">What an embedded row is made of.</param>
internal sealed unsafe class CategoryVectors(int inputs, int outputs, LookupSpan[] spans)
{
    private readonly LookupSpan[] _tables = Array.FindAll(spans, span => span.Levels > 0);

    /// <summary>How many ids a row has.</summary>
    public int IdCount => _tables.Length;

    /// <summary>Reads the ids of some rows.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="ids">Receives them, row after row.</param>
    /// <exception cref="InvalidOperationException">A number is no id.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every row of every epoch
    public void Read(float* x, int rows, Span<int> ids)
    {
        var at = 0;
        for (var row = 0; row < rows; row++, x += inputs)
        {
            foreach (var table in _tables)
            {
                var id = x[table.From];
                ids[at++] = id >= 0 && id < table.Levels ? (int)id : throw NoId(id, table);
            }
        }
    }

    /// <summary>Replaces the ids of one category by the first one where a mask is 0.</summary>
    /// <param name="ids">The ids of all categories, row after row.</param>
    /// <param name="category">Which category.</param>
    /// <param name="mask">One number a row.</param>
    public void Forget(Span<int> ids, int category, ReadOnlySpan<float> mask)
    {
        for (var row = 0; row < mask.Length; row++)
        {
            ref var id = ref ids[(row * IdCount) + category];
            id = mask[row] == 0 ? 0 : id;
        }
    }

    /// <summary>Makes embedded rows.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="rows">How many.</param>
    /// <param name="parameters">What the vectors are part of.</param>
    /// <param name="y">Receives the embedded rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every row of every epoch
    public void Forward(float* x, ReadOnlySpan<int> ids, int rows, float* parameters, float* y)
    {
        var at = 0;
        for (var row = 0; row < rows; row++, x += inputs, y += outputs)
        {
            foreach (var span in spans)
            {
                var source = span.Levels > 0 ? parameters + span.Table + ((nint)ids[at++] * span.Count) : x + span.From;
                new ReadOnlySpan<float>(source, span.Count).CopyTo(new Span<float>(y + span.To, span.Count));
            }
        }
    }

    /// <summary>Adds gradients to those of the vectors, row after row.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="d">The gradients of the embedded rows.</param>
    /// <param name="gradient">The gradients of the parameters, which are added to.</param>
    /// <param name="trainedCount">How many of the parameters have a gradient: the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // once for every row of every epoch
    public void Backward(ReadOnlySpan<int> ids, int rows, float* d, float* gradient, int trainedCount)
    {
        var at = 0;
        for (var row = 0; row < rows; row++, d += outputs)
        {
            foreach (var table in _tables)
            {
                var id = ids[at++];
                if (table.Table >= trainedCount)
                {
                    continue;
                }

                var vector = gradient + table.Table + ((nint)id * table.Count);
                var change = d + table.To;
                for (var i = 0; i < table.Count; i++) // a handful
                {
                    vector[i] += change[i];
                }
            }
        }
    }

    private static InvalidOperationException NoId(float id, LookupSpan table) => new(FormattableString.Invariant(
        $"Slot {table.From} of a row holds {id}, but an id of its {table.Levels} categories is a number from 0 to {table.Levels - 1}."));
}
