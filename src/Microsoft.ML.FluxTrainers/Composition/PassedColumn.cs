// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of the input as it is, perhaps under another name.</summary>
internal sealed class PassedColumn(DataViewSchema.Column source, string name)
    : PlannedColumn(name, source.Type, source.Annotations, [source])
{
    public PassedColumn(DataViewSchema.Column source)
        : this(source, source.Name)
    {
    }

    public override ValueGetter<TValue> Getter<TValue>(DataViewRow input, DataViewSchema.Column column) =>
        input.GetGetter<TValue>(input.Schema[source.Index]);
}
