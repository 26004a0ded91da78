// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Names and sizes of the element types in a file.</summary>
internal static class TensorTypes
{
    private const string BoolName = "BOOL";

    /// <summary>The name in a file, such as "F32".</summary>
    public static string FileName(this TensorType type) => type is TensorType.Bool ? BoolName : type.ToString();

    /// <summary>The type of a name in a file. Unlike <see cref="Enum.Parse(Type, string)"/> it takes no numbers and no lists.</summary>
    public static bool TryParse(string name, out TensorType type)
    {
        type = name == BoolName ? TensorType.Bool : EnumName.Find(typeof(TensorType), name) as TensorType? ?? default;
        return type.FileName() == name;
    }

    /// <summary>The bytes of one element.</summary>
    public static int ElementBytes(this TensorType type) => type switch
    {
        TensorType.Bool or TensorType.U8 or TensorType.I8 => 1,
        TensorType.U16 or TensorType.I16 or TensorType.F16 or TensorType.BF16 => 2,
        TensorType.U32 or TensorType.I32 or TensorType.F32 => 4,
        TensorType.U64 or TensorType.I64 or TensorType.F64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "The element type is not known."),
    };

    /// <summary>The bytes of a tensor, or false where a size is negative or the product leaves the range of 64 bits.</summary>
    public static bool TryByteCount(this TensorType type, IEnumerable<long> shape, out long bytes)
    {
        bytes = type.ElementBytes();
        foreach (var size in shape)
        {
            if (size < 0 || (size > 0 && bytes > long.MaxValue / size))
            {
                bytes = 0;
                return false;
            }

            bytes *= size;
        }

        return true;
    }
}
