// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads another stream forward up to a limit, so that a small packed file cannot unpack into a huge one.</summary>
/// <remarks>It does not own the other stream: disposing it does nothing.</remarks>
/// <param name="inner">The stream that is read, from where it stands.</param>
/// <param name="limit">The most bytes that may be read.</param>
/// <param name="what">The subject of the error, such as "Section 'history.json' of the model".</param>
internal sealed class BoundedStream(Stream inner, long limit, string what) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The other stream holds more than the limit.</exception>
    public override int Read(Span<byte> buffer)
    {
        // One byte past the limit is asked for: only its arrival tells too long from just long enough.
        var allowed = (int)Math.Min(buffer.Length, Math.Min(limit - _read, int.MaxValue - 1) + 1);
        var count = inner.Read(buffer[..allowed]);
        _read += count;
        return _read <= limit
            ? count
            : throw new InvalidDataException($"{what} has more than the {limit} bytes that it may have.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
