// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Class names of one type.</summary>
internal sealed class LabelValues<T>(LabelValueType<T> type, T[] values) : LabelValues
{
    public override PrimitiveDataViewType ItemType => type.ItemType;

    public override int Count => values.Length;

    public override IReadOnlyList<string> Texts { get; } = [.. values.Select(type.ToText)];

    public override LabelValues Parse(IReadOnlyList<string> texts) => type.Parse(texts);

    public override void AddTo(DataViewSchema.Annotations.Builder annotations, string kind)
    {
        var stored = new VBuffer<T>(values.Length, values);
        annotations.Add(
            kind,
            new VectorDataViewType(type.ItemType, values.Length),
            (ref VBuffer<T> destination) => stored.CopyTo(ref destination));
    }
}
