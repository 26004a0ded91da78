// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of numbers, or of what is read as numbers: Booleans as 0 and 1, spans of time in days.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NumberType">The type of a value.</param>
/// <param name="Width">How many numbers a row has.</param>
/// <param name="IsVector">Whether the column is a vector.</param>
internal sealed record NumberColumn(string Name, NumberType NumberType, int Width, bool IsVector) : TableColumn(Name)
{
    public override int Width { get; } = Width;

    /// <summary>What is subtracted from a single number before it becomes a Single: large numbers that are close together are told apart by their differences only. Default 0.</summary>
    public double Origin { get; init; }

    public override InputKind Kind => NumberType.Type is BooleanDataViewType ? InputKind.Boolean : InputKind.Numbers;

    public override DataViewType Type => IsVector ? new VectorDataViewType(NumberType.Type, Width) : NumberType.Type;

    public override IEnumerable<int> CanLack => Enumerable.Range(0, Width);

    /// <summary>A column of a schema as numbers, or null where it holds something else.</summary>
    public static NumberColumn? Of(DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true } vector when NumberTypes.Of(vector.ItemType) is { } type => new(column.Name, type, vector.Size, true),
        PrimitiveDataViewType scalar when NumberTypes.Of(scalar) is { } type => new(column.Name, type, 1, false),
        _ => null,
    };

    public override string? Misfit(DataViewType type) =>
        IsVector && type is VectorDataViewType vector && vector.Size == Width && vector.ItemType.Equals(NumberType.Type)
            ? null
            : base.Misfit(type);

    public override ColumnReader Bind(DataViewRow row) => Bind(row, Origin);

    /// <summary>Reads the column of rows of which the first one tells the origin.</summary>
    public ColumnReader BindUnsettled(DataViewRow row) => Bind(row, null);

    private ColumnReader Bind(DataViewRow row, double? origin)
    {
        var column = row.Schema[Name];
        return IsVector ? NumberType.Vector(row, column) : NumberType.Scalar(row, column, origin);
    }
}
