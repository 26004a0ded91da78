// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The class names of one .NET type.</summary>
internal sealed class LabelValueType<T>(
    string name, PrimitiveDataViewType itemType, Func<T, string> toText, Func<string, T> parse) : LabelValueType(name, itemType)
{
    public string ToText(T value) => toText(value);

    public override LabelValues Read(DataViewSchema.Column key)
    {
        VBuffer<T> values = default;
        key.Annotations.GetValue("KeyValues", ref values);
        return new LabelValues<T>(this, [.. values.DenseValues()]);
    }

    public override Func<string> Bind(DataViewRow row, DataViewSchema.Column column)
    {
        var get = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            get(ref value);
            return toText(value);
        };
    }

    public override LabelValues Parse(IReadOnlyList<string> texts) => new LabelValues<T>(this, [.. texts.Select(parse)]);
}
