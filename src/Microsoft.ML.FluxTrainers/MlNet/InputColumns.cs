// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the columns that a trainer reads, or says which is missing or of the wrong type, as ML.NET does.</summary>
internal static class InputColumns
{
    /// <summary>A single number in messages.</summary>
    internal const string NumberWanted = "Single (make it of other numbers with ConvertType)";

    /// <summary>One number or several in messages.</summary>
    internal const string NumbersWanted = "a vector of Single of known size, or Single (make it of other numbers with ConvertType, of columns with Concatenate)";

    private const string KeyWanted = "a key of UInt32 (make one with MapValueToKey)";
    private const string BinaryWanted = "Boolean, or a key of UInt32 with two values (make one with MapValueToKey)";

    /// <summary>The features in the shape of a schema that is only promised yet.</summary>
    public static void RequireFeatures(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "feature", name);
        if (column.Kind == VectorKind.VariableVector || column.IsKey || column.ItemType != NumberDataViewType.Single)
        {
            throw host.ColumnError("feature", name, NumbersWanted, column.GetTypeString());
        }
    }

    /// <summary>The features of real data; also their number per row.</summary>
    public static (DataViewSchema.Column Column, int Width) RequireFeatures(this DataViewSchema schema, TrainerHost host, string name)
    {
        var column = schema.Require(host, "feature", name);
        return column.Type switch
        {
            VectorDataViewType { IsKnownSize: true } vector when vector.ItemType == NumberDataViewType.Single => (column, vector.Size),
            NumberDataViewType number when number == NumberDataViewType.Single => (column, 1),
            _ => throw host.ColumnError("feature", name, NumbersWanted, column.Type.ToString()!),
        };
    }

    /// <summary>A label of classes, promised.</summary>
    public static SchemaShape.Column RequireKey(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "label", name);
        return column is { Kind: VectorKind.Scalar, IsKey: true } && column.ItemType == NumberDataViewType.UInt32
            ? column
            : throw host.ColumnError("label", name, KeyWanted, column.GetTypeString());
    }

    /// <summary>A label of classes, in real data.</summary>
    public static DataViewSchema.Column RequireKey(this DataViewSchema schema, TrainerHost host, string name)
    {
        var column = schema.Require(host, "label", name);
        return column.Type is KeyDataViewType { Count: > 0 and <= int.MaxValue } key && key.RawType == typeof(uint)
            ? column
            : throw host.ColumnError("label", name, KeyWanted, column.Type.ToString()!);
    }

    /// <summary>A label of two values, promised.</summary>
    public static SchemaShape.Column RequireBinary(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "label", name);
        var fits = column.IsKey ? column.ItemType == NumberDataViewType.UInt32 : column.ItemType == BooleanDataViewType.Instance;
        return fits && column.Kind == VectorKind.Scalar
            ? column
            : throw host.ColumnError("label", name, BinaryWanted, column.GetTypeString());
    }

    /// <summary>A label of two values, in real data; of a key, only that tells how many it has.</summary>
    public static DataViewSchema.Column RequireBinary(this DataViewSchema schema, TrainerHost host, string name)
    {
        var column = schema.Require(host, "label", name);
        return column.Type == BooleanDataViewType.Instance || (column.Type is KeyDataViewType { Count: 2 } key && key.RawType == typeof(uint))
            ? column
            : throw host.ColumnError("label", name, BinaryWanted, column.Type.ToString()!);
    }

    /// <summary>A label that is a number, promised.</summary>
    public static void RequireNumber(this SchemaShape shape, TrainerHost host, string name) =>
        shape.RequireScalar(host, "label", name, NumberDataViewType.Single);

    /// <summary>A label that is a number, in real data.</summary>
    public static DataViewSchema.Column RequireNumber(this DataViewSchema schema, TrainerHost host, string name) =>
        schema.RequireScalar(host, "label", name, NumberDataViewType.Single);

    /// <summary>An example weight, promised; nothing to check where no column is named.</summary>
    public static void RequireWeight(this SchemaShape shape, TrainerHost host, string? name)
    {
        if (name is not null)
        {
            shape.RequireScalar(host, "weight", name, NumberDataViewType.Single);
        }
    }

    /// <summary>The example weights of real data, or null where no column is named.</summary>
    public static DataViewSchema.Column? RequireWeight(this DataViewSchema schema, TrainerHost host, string? name) =>
        name is null ? null : schema.RequireScalar(host, "weight", name, NumberDataViewType.Single);

    /// <summary>What marks the rows to hold out, promised; nothing to check where no column is named.</summary>
    public static void RequireValidation(this SchemaShape shape, TrainerHost host, string? name)
    {
        if (name is not null)
        {
            shape.RequireScalar(host, "validation", name, BooleanDataViewType.Instance);
        }
    }

    /// <summary>What marks the rows to hold out in real data, or null where no column is named.</summary>
    public static DataViewSchema.Column? RequireValidation(this DataViewSchema schema, TrainerHost host, string? name) =>
        name is null ? null : schema.RequireScalar(host, "validation", name, BooleanDataViewType.Instance);

    /// <summary>A column, promised.</summary>
    public static SchemaShape.Column Require(this SchemaShape shape, TrainerHost host, string role, string name) =>
        shape.TryFindColumn(name, out var column)
            ? column
            : throw host.MissingColumn(role, name, shape.Select(other => other.Name));

    /// <summary>A column of real data.</summary>
    public static DataViewSchema.Column Require(this DataViewSchema schema, TrainerHost host, string role, string name) =>
        schema.GetColumnOrNull(name)
        ?? throw host.MissingColumn(role, name, schema.Where(other => !other.IsHidden).Select(other => other.Name));

    /// <summary>A column of real data that a trained model reads.</summary>
    /// <param name="schema">The data.</param>
    /// <param name="host">Makes the errors.</param>
    /// <param name="role">What the column is to the model.</param>
    /// <param name="name">Its name.</param>
    /// <param name="misfit">Says what the column should be instead; null where it is right.</param>
    public static DataViewSchema.Column Require(
        this DataViewSchema schema, TrainerHost host, string role, string name, Func<DataViewSchema.Column, string?> misfit)
    {
        var column = schema.Require(host, role, name);
        return misfit(column) is { } wanted ? throw host.ColumnError(role, name, wanted, column.Type.ToString()!) : column;
    }

    private static void RequireScalar(this SchemaShape shape, TrainerHost host, string role, string name, PrimitiveDataViewType type)
    {
        var column = shape.Require(host, role, name);
        if (column.Kind != VectorKind.Scalar || column.IsKey || column.ItemType != type)
        {
            throw host.ColumnError(role, name, Wanted(type), column.GetTypeString());
        }
    }

    private static DataViewSchema.Column RequireScalar(
        this DataViewSchema schema, TrainerHost host, string role, string name, PrimitiveDataViewType type)
    {
        var column = schema.Require(host, role, name);
        return column.Type.Equals(type) ? column : throw host.ColumnError(role, name, Wanted(type), column.Type.ToString()!);
    }

    private static string Wanted(PrimitiveDataViewType type) => type == NumberDataViewType.Single ? NumberWanted : type.ToString()!;
}
