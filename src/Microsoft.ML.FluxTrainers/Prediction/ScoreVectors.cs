// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores as the vectors that ML.NET hands around.</summary>
internal static class ScoreVectors
{
    /// <summary>Copies scores into a vector, in whose memory where that is large enough.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
    public static void Copy(ReadOnlySpan<float> scores, ref VBuffer<float> vector)
    {
        var editor = VBufferEditor.Create(ref vector, scores.Length);
        scores.CopyTo(editor.Values);
        vector = editor.Commit();
    }
}
