// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Collects a column of categories: texts in the order in which they first come, keys as they are.</summary>
internal sealed class CategoryCollector : PartCollector
{
    private const int FewTexts = 10;
    private readonly CategoryPart _part;
    private readonly bool _isSample;
    private readonly KeyDataViewType? _keyType;
    private readonly bool _areNames;
    private readonly List<string> _names;
    private readonly Dictionary<ReadOnlyMemory<char>, int> _numbers = new(TextComparer.Instance);
    private readonly ValueGetter<ReadOnlyMemory<char>>? _text;
    private readonly Func<ulong>? _key;
    private ReadOnlyMemory<char> _value;

    public CategoryCollector(CategoryPart part, DataViewRow row, bool isSample)
    {
        (_part, _isSample, _keyType) = (part, isSample, part.Column.Type as KeyDataViewType);
        if (_keyType is null)
        {
            (_text, _names, _areNames) = (row.GetGetter<ReadOnlyMemory<char>>(part.Column), [], true);
            return;
        }

        var texts = LabelValues.Of(part.Column)?.Texts;
        _key = KeyReader.Of(row, part.Column);
        _areNames = texts?.Distinct(StringComparer.Ordinal).Count() == texts?.Count && texts is not null;
        _names = _areNames
            ? [.. texts!]
            : [.. Enumerable.Range(0, (int)_keyType.Count).Select(i => FormattableString.Invariant($"{i}"))];
        if (_names.IndexOf("") is >= 0 and var empty)
        {
            _numbers.Add(default, empty); // a missing key is the same category as one whose name is empty
        }
    }

    private int FirstId => _part.Unknown == UnknownCategories.TrainedVector ? 1 : 0;

    /// <summary>Texts that are no categories are not counted to their end. Keys are counted by their type.</summary>
    private bool IsFull => _keyType is null && _names.Count > (_part.IsWanted ? CategoryLevels.Most : CategoryPart.MostTexts);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a short fit has read all before .NET compiles with care
    public override string? Read(Span<float> slots, long position)
    {
        var number = _key is not null ? ReadKey() : ReadText();
        slots[0] = Math.Max(number + FirstId, 0);
        return number >= 0 || FirstId > 0
            ? null
            : FormattableString.Invariant(
                $"Column '{_part.Column.Name}' holds no category in row {position}. Remove such rows, or set UnknownCategories = UnknownCategories.TrainedVector.");
    }

    public override TableColumn? Finish(int rows, out string? why)
    {
        why = WhyNot(rows);
        if (why is not null && _isSample)
        {
            why = null; // a few rows do not tell
            _names.AddRange(_names.Count < 2 ? ["(another)", "(one more)"] : []);
        }

        if (why is not null && _part.IsWanted)
        {
            throw new InvalidOperationException(why);
        }

        return why is null
            ? new CategoryColumn(
                _part.Column.Name,
                new CategoryLevels(_names, _areNames),
                _keyType,
                EmbeddingSize.Of(_part.Sizes, _part.Column.Name, _names.Count),
                FirstId > 0)
            : null;
    }

    private int ReadKey() => _key!() is > 0 and var key && key <= _keyType!.Count ? (int)key - 1 : Missing(); // a key beyond its type is missing

    private int ReadText()
    {
        _text!(ref _value);
        return _value.IsEmpty ? Missing() : Number(_value);
    }

    /// <summary>A missing category of a table that is taken as it is becomes a category of its own.</summary>
    private int Missing() => _part.IsWanted || FirstId > 0 ? -1 : Number(default);

    private int Number(ReadOnlyMemory<char> name)
    {
        if (_numbers.TryGetValue(name, out var number) || IsFull)
        {
            return number;
        }

        var text = name.ToString();
        _numbers.Add(text.AsMemory(), _names.Count);
        _names.Add(text);
        return _names.Count - 1;
    }

    private string? WhyNot(int rows)
    {
        var name = _part.Column.Name;
        if (_names.Count < 2)
        {
            return (_part.IsWanted ? "Categorical column" : "Column")
                + $" '{name}' has only one category{(_names.Count == 1 ? $" ({NearestName.Quote(_names[0])})" : "")}: nothing can be learned from it."
                + (_part.IsWanted ? " Take it out of CategoricalColumnNames." : "");
        }

        if (IsFull && _part.IsWanted)
        {
            return FormattableString.Invariant($"Categorical column '{name}' has more than {CategoryLevels.Most} categories.");
        }

        if (_part.IsWanted || _keyType is not null)
        {
            return null;
        }

        var what = IsFull ? FormattableString.Invariant($"more than {CategoryPart.MostTexts} different texts")
            : _names.Count > Math.Max(FewTexts, rows / 2) ? FormattableString.Invariant($"{_names.Count} different texts in {rows} rows")
            : null;
        return what is null
            ? null
            : $"Column '{name}' has {what}, too many for categories. Make numbers of it (mlContext.Transforms.Text.FeaturizeText) and name those "
                + "among the columns, or name it in CategoricalColumnNames.";
    }
}
