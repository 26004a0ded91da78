// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the classes of a key label are called, in the label's own type.</summary>
internal abstract class LabelValues
{
    /// <summary>The ML.NET type of one value.</summary>
    public abstract PrimitiveDataViewType ItemType { get; }

    /// <summary>The number of classes.</summary>
    public abstract int Count { get; }

    /// <summary>The values as texts, in the invariant culture.</summary>
    public abstract IReadOnlyList<string> Texts { get; }

    /// <summary>Other values of the same type.</summary>
    /// <exception cref="FormatException">A text is not a value of the type.</exception>
    public abstract LabelValues Parse(IReadOnlyList<string> texts);

    /// <summary>Adds the values to the annotations of a column.</summary>
    public abstract void AddTo(DataViewSchema.Annotations.Builder annotations, string kind);

    /// <summary>The values of a column of keys or of vectors of keys, or null where it has none.</summary>
    public static LabelValues? Of(DataViewSchema.Column key) =>
        key.Annotations.Schema.GetColumnOrNull("KeyValues")?.Type is VectorDataViewType { IsKnownSize: true } type
            && LabelValueTypes.Of(type.ItemType) is { } known
            && (ulong)type.Size == ((KeyDataViewType)(key.Type is VectorDataViewType vector ? vector.ItemType : key.Type)).Count
            ? known.Read(key)
            : null;
}
