// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the columns of tables, or says which is missing or of the wrong type, as ML.NET does.</summary>
internal static class TableSchemas
{
    private const string CategoryWanted = "a key (make one with MapValueToKey) or a text";
    private const string InputWanted = "numbers or Booleans (single or a vector of known size), a date, a key or a text";

    /// <summary>A column of categories, promised.</summary>
    public static void RequireCategory(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "categorical", name);
        if (!IsCategory(column))
        {
            throw host.ColumnError("categorical", name, CategoryWanted, column.GetTypeString());
        }
    }

    /// <summary>A column of categories, in real data.</summary>
    public static DataViewSchema.Column RequireCategory(this DataViewSchema schema, TrainerHost host, string name)
    {
        var column = schema.Require(host, "categorical", name);
        return CategoryPart.CanBe(column.Type)
            ? column
            : throw host.ColumnError("categorical", name, CategoryWanted, column.Type.ToString()!);
    }

    /// <summary>A column that can be read as it is, promised.</summary>
    public static void RequireInput(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "feature", name);
        if (!IsInput(column))
        {
            throw host.ColumnError("feature", name, InputWanted, column.GetTypeString());
        }
    }

    /// <summary>Whether a promised column can hold categories.</summary>
    public static bool IsCategory(this SchemaShape.Column column) =>
        column.Kind == VectorKind.Scalar && (column.IsKey || column.ItemType is TextDataViewType);

    /// <summary>Whether a promised column can be read as it is.</summary>
    public static bool IsInput(this SchemaShape.Column column) =>
        IsCategory(column)
        || (column.Kind == VectorKind.Scalar && column.ItemType is DateTimeDataViewType or DateTimeOffsetDataViewType)
        || (column.Kind != VectorKind.VariableVector && !column.IsKey && NumberTypes.Of(column.ItemType) is not null);

    /// <summary>The promise of columns of categories that become vectors of the same names.</summary>
    public static SchemaShape WithVectors(this SchemaShape shape, IReadOnlyCollection<string> names) => new(shape.Select(column =>
        names.Contains(column.Name)
            ? new SchemaShape.Column(
                column.Name,
                VectorKind.Vector,
                NumberDataViewType.Single,
                false,
                new SchemaShape([new(AnnotationUtils.Kinds.SlotNames, VectorKind.Vector, TextDataViewType.Instance, false)]))
            : column));
}
