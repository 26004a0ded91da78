// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A disk that is full after some bytes.</summary>
internal sealed class LimitedStream(int limit) : MemoryStream
{
    public bool IsClosed { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Position + buffer.Length > limit)
        {
            throw new IOException("No space left on device.");
        }

        base.Write(buffer);
    }

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        base.Dispose(disposing);
    }
}
