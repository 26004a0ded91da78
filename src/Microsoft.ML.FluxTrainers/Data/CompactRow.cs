// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>One row between the data and a block, in as little memory as it needs.</summary>
/// <param name="format">How it is laid out.</param>
internal sealed class CompactRow(RowFormat format)
{
    private float[] _words = [];

    /// <summary>The row.</summary>
    public ReadOnlySpan<float> Record => _words;

    /// <summary>Takes over another row.</summary>
    public void Set(ReadOnlySpan<float> record)
    {
        if (_words.Length != format.Length(record))
        {
            _words = new float[format.Length(record)];
        }

        record[.._words.Length].CopyTo(_words);
    }
}
