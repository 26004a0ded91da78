// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A tensor as it is saved: a name, an element type, a shape and the bytes in row-major order, little endian.</summary>
internal sealed class NamedTensor
{
    /// <summary>A tensor over bytes that exist already.</summary>
    /// <param name="name">A name, not empty.</param>
    /// <param name="type">The type of the elements.</param>
    /// <param name="shape">The sizes, each at least 0; an empty shape is a scalar, a size of 0 an empty tensor.</param>
    /// <param name="data">The bytes. They are not copied and must not change.</param>
    /// <exception cref="ArgumentException">The name is empty, or the bytes do not fit the shape.</exception>
    public NamedTensor(string name, TensorType type, ValueList<long> shape, ReadOnlyMemory<byte> data)
        : this(name, type, shape, [data])
    {
    }

    private NamedTensor(string name, TensorType type, ValueList<long> shape, IReadOnlyList<ReadOnlyMemory<byte>> pieces)
    {
        Name = Guard.NotEmpty(name, nameof(name));
        Type = Guard.Defined(type, nameof(type));
        Shape = Guard.NotNull(shape, nameof(shape));
        Pieces = pieces;
        ByteCount = pieces.Sum(piece => (long)piece.Length);
        if (!type.TryByteCount(shape, out var bytes) || bytes != ByteCount)
        {
            throw new ArgumentException(
                $"Tensor '{name}' of type {type.FileName()} and shape {shape} does not have {ByteCount} bytes.", nameof(pieces));
        }
    }

    public string Name { get; }

    public TensorType Type { get; }

    public ValueList<long> Shape { get; }

    /// <summary>The bytes, in one piece unless they are very many.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pieces { get; }

    public long ByteCount { get; }

    /// <summary>A tensor over bytes in several pieces, each of whole elements.</summary>
    /// <exception cref="ArgumentException">The name is empty, or the bytes do not fit the shape.</exception>
    public static NamedTensor FromPieces(string name, TensorType type, ValueList<long> shape, IReadOnlyList<ReadOnlyMemory<byte>> pieces) =>
        new(name, type, shape, pieces);

    /// <summary>A tensor of 32-bit floats. Bits are kept, those of NaNs too.</summary>
    public static NamedTensor FromFloats(string name, ValueList<long> shape, ReadOnlySpan<float> values) =>
        new(name, TensorType.F32, shape, LittleEndian.ToPieces(values));

    /// <summary>A tensor of 64-bit integers.</summary>
    public static NamedTensor FromInt64s(string name, ValueList<long> shape, ReadOnlySpan<long> values) =>
        new(name, TensorType.I64, shape, LittleEndian.ToPieces(values));

    /// <summary>A tensor of 64-bit floats.</summary>
    public static NamedTensor FromDoubles(string name, ValueList<long> shape, ReadOnlySpan<double> values) =>
        new(name, TensorType.F64, shape, LittleEndian.ToPieces(values));

    /// <summary>The elements of an F32 tensor in row-major order.</summary>
    /// <exception cref="InvalidDataException">The tensor has another type.</exception>
    public float[] ToFloats() => To<float>(TensorType.F32);

    /// <summary>The elements of an I64 tensor in row-major order.</summary>
    /// <exception cref="InvalidDataException">The tensor has another type.</exception>
    public long[] ToInt64s() => To<long>(TensorType.I64);

    /// <summary>The elements of a U16 tensor in row-major order.</summary>
    /// <exception cref="InvalidDataException">The tensor has another type.</exception>
    public ushort[] ToUInt16s() => To<ushort>(TensorType.U16);

    /// <summary>The elements of an F64 tensor in row-major order.</summary>
    /// <exception cref="InvalidDataException">The tensor has another type.</exception>
    public double[] ToDoubles() => To<double>(TensorType.F64);

    /// <summary>The elements of a tensor of floats of any width, in row-major order, as 32-bit floats.</summary>
    /// <exception cref="InvalidDataException">The tensor is none of floats.</exception>
    public float[] ConvertToFloats() => Type switch
    {
        TensorType.F16 => Array.ConvertAll(To<Half>(TensorType.F16), value => (float)value),
        // The upper half of a 32-bit float.
        TensorType.BF16 => Array.ConvertAll(To<ushort>(TensorType.BF16), bits => BitConverter.UInt32BitsToSingle((uint)bits << 16)),
        TensorType.F64 => Array.ConvertAll(To<double>(TensorType.F64), value => (float)value),
        _ => ToFloats(),
    };

    private T[] To<T>(TensorType wanted)
        where T : unmanaged =>
        Type == wanted
            ? LittleEndian.ToNumbers<T>(Pieces)
            : throw new InvalidDataException(
                $"Tensor '{Name}' has elements of type {Type.FileName()} where {wanted.FileName()} was expected.");
}
