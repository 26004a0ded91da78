// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of categories: keys, or texts. It gives the number of the category's vector.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Known">The categories.</param>
/// <param name="KeyType">The type of a key column in training, or null where the column holds texts.</param>
/// <param name="Dimensions">The length of a vector.</param>
/// <param name="HasUnknown">Whether the first vector is that of missing and unknown categories.</param>
internal sealed record CategoryColumn(
    string Name, CategoryLevels Known, KeyDataViewType? KeyType, int Dimensions, bool HasUnknown) : TableColumn(Name)
{
    /// <summary>The share of values that count as unknown in training.</summary>
    private const double UnknownShare = 0.01;

    public override int Width => 1;

    public override InputKind Kind => InputKind.Category;

    public override DataViewType Type => KeyType ?? (DataViewType)TextDataViewType.Instance;

    public override IReadOnlyList<string> Levels => Known.Names;

    /// <summary>How many vectors there are.</summary>
    public int VectorCount => checked(Known.Count + FirstId);

    /// <summary>The id of the first category.</summary>
    public int FirstId => HasUnknown ? 1 : 0;

    /// <summary>The lookup of the vectors.</summary>
    public EmbeddedSlot Lookup(int slot) => new(slot, VectorCount, Dimensions) { UnknownShare = HasUnknown ? UnknownShare : 0 };

    /// <inheritdoc/>
    /// <remarks>A key whose values have names is found by them, whatever its number is; one without must be of the same size. Whether it has names, only the
    /// column tells.</remarks>
    public override string? Misfit(DataViewType type) =>
        KeyType is null ? base.Misfit(type)
        : type is KeyDataViewType key && (Known.AreNames || key.Count == KeyType.Count) ? null
        : KeyType.ToString();

    public override string? Misfit(DataViewSchema.Column column) => base.Misfit(column)
        ?? (column.Type is KeyDataViewType key && key.Count != KeyType?.Count && LabelValues.Of(column) is null
            ? $"{KeyType}, or a key whose values have names"
            : null);

    public override ColumnReader Bind(DataViewRow row)
    {
        var column = row.Schema[Name];
        return KeyType is null
            ? new TextReader(this, row, row.GetGetter<ReadOnlyMemory<char>>(column))
            : new KeyedReader(this, row, column);
    }

    /// <summary>The id of a category, or of what is unknown; -1 where that has none.</summary>
    private int Id(int number) => number >= 0 ? number + FirstId : FirstId - 1;

    private string Fault(string? value, DataViewRow row)
    {
        var what = value is null ? "no category" : $"{NearestName.Quote(value)}, which is none of the {Known.Count} categories of the training data,";
        return FormattableString.Invariant(
            $"Column '{Name}' holds {what} in row {row.Position}. Remove such rows, or train with UnknownCategories = UnknownCategories.TrainedVector.");
    }

    private sealed class TextReader(CategoryColumn column, DataViewRow row, ValueGetter<ReadOnlyMemory<char>> get) : ColumnReader
    {
        private ReadOnlyMemory<char> _text;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            get(ref _text);
            var id = column.Id(column.Known.Find(_text));
            slots[0] = Math.Max(id, 0);
            return id >= 0 ? null : column.Fault(_text.IsEmpty ? null : _text.ToString(), row);
        }
    }

    private sealed class KeyedReader : ColumnReader
    {
        private readonly CategoryColumn _column;
        private readonly DataViewRow _row;
        private readonly Func<ulong> _get;
        private readonly IReadOnlyList<string>? _names;
        private readonly int[] _ids; // of each key, the missing one first

        public KeyedReader(CategoryColumn column, DataViewRow row, DataViewSchema.Column key)
        {
            (_column, _row, _get) = (column, row, KeyReader.Of(row, key));
            _names = column.Known.AreNames ? LabelValues.Of(key)?.Texts : null;
            var count = (int)Math.Min(((KeyDataViewType)key.Type).Count, CategoryLevels.Most);
            _ids = new int[count + 1];
            _ids[0] = column.Id(column.Known.Find(default));
            for (var i = 0; i < count; i++)
            {
                _ids[i + 1] = column.Id(_names is not null ? column.Known.Find(_names[i].AsMemory()) : i < (int)column.KeyType!.Count ? i : -1);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            var key = _get();
            var id = key < (ulong)_ids.Length ? _ids[key] : _column.Id(-1);
            slots[0] = Math.Max(id, 0);
            return id >= 0 ? null : _column.Fault(key == 0 || key >= (ulong)_ids.Length ? null : _names?[(int)key - 1] ?? FormattableString.Invariant($"{key - 1}"), _row);
        }
    }
}
