// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A type that class names may have: how its values are read from a key and kept as text.</summary>
internal abstract class LabelValueType(string name, PrimitiveDataViewType itemType)
{
    /// <summary>The name in a saved model.</summary>
    public string Name => name;

    public PrimitiveDataViewType ItemType => itemType;

    /// <summary>Reads the values of a key column.</summary>
    public abstract LabelValues Read(DataViewSchema.Column key);

    /// <summary>Reads a column of single values as texts.</summary>
    public abstract Func<string> Bind(DataViewRow row, DataViewSchema.Column column);

    /// <summary>Makes the values from their texts.</summary>
    /// <exception cref="FormatException">A text is not a value of the type.</exception>
    public abstract LabelValues Parse(IReadOnlyList<string> texts);
}
