// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A hash of data: equal for equal names, types and values of columns. Values of types that ML.NET does not define, such as images, do not count.</summary>
internal sealed class DataFingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private DataFingerprint()
    {
    }

    public static string Of(IDataView data)
    {
        using var fingerprint = new DataFingerprint();
        return fingerprint.Read(data);
    }

    public void Dispose() => _hash.Dispose();

    private string Read(IDataView data)
    {
        var columns = data.Schema.Where(column => !column.IsHidden).ToList();
        columns.ForEach(column => Add($"{column.Name} {column.Type}"));
        var readable = columns.Where(column => (column.Type is VectorDataViewType vector ? vector.ItemType : column.Type) is PrimitiveDataViewType and not RowIdDataViewType).ToList();
        using (var cursor = data.GetRowCursor(readable))
        {
            var readers = readable.Select(column => Reader(cursor, column)).ToList();
            while (cursor.MoveNext())
            {
                readers.ForEach(read => read());
            }
        }

        return Convert.ToHexString(_hash.GetHashAndReset());
    }

    private Action Reader(DataViewRow row, DataViewSchema.Column column)
    {
        var (name, type) = column.Type is VectorDataViewType vector ? (nameof(VectorReader), vector.ItemType.RawType) : (nameof(ValueReader), column.Type.RawType);
        return (Action)typeof(DataFingerprint).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, [row, column])!;
    }

    private Action ValueReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            AddValue(value);
        };
    }

    private Action VectorReader<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> buffer = default;
        return () =>
        {
            getter(ref buffer);
            Add(buffer.Length);
            foreach (var value in buffer.DenseValues())
            {
                AddValue(value);
            }
        };
    }

    private void AddValue<T>(T value)
    {
        switch (value)
        {
            case float number:
                Add(BitConverter.SingleToInt32Bits(number));
                break;
            case double number:
                Add(BitConverter.DoubleToInt64Bits(number));
                break;
            case uint number:
                Add(number);
                break;
            case ReadOnlyMemory<char> text:
                Add(text.Length);
                _hash.AppendData(MemoryMarshal.AsBytes(text.Span));
                break;
            case DateTime time:
                Add(time.Ticks);
                break;
            case DateTimeOffset time:
                Add(time.Ticks);
                Add(time.Offset.Ticks);
                break;
            default:
                Add(FormattableString.Invariant($"{value}"));
                break;
        }
    }

    private void Add(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }

    private void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
