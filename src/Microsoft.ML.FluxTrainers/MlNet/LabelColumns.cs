// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using static Microsoft.ML.SchemaShape.Column;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds labels that are several numbers a row, or says what is wrong with them, as ML.NET does.</summary>
internal static class LabelColumns
{
    private const string FlagsWanted =
        "a vector of Boolean or of Single (0 or 1) of known size, or a vector of keys of UInt32 (make one with MapValueToKey)";

    /// <summary>Numbers in one column or in several, promised.</summary>
    public static void RequireNumbers(this SchemaShape shape, TrainerHost host, string role, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var column = shape.Require(host, role, name);
            var fits = names.Count == 1 ? column.Kind != VectorKind.VariableVector : column.Kind == VectorKind.Scalar;
            if (!fits || column.IsKey || column.ItemType != NumberDataViewType.Single)
            {
                throw host.ColumnError(role, name, Wanted(names), column.GetTypeString());
            }
        }
    }

    /// <summary>Numbers in one column or in several, in real data.</summary>
    public static LabelVector RequireNumbers(this DataViewSchema schema, TrainerHost host, string role, IReadOnlyList<string> names)
    {
        var columns = names.Select(name => schema.Require(host, role, name)).ToList();
        var misfits = columns.Where(column => columns.Count == 1 ? LabelVector.OfNumbers(column) is null : column.Type != NumberDataViewType.Single);
        foreach (var column in misfits)
        {
            throw host.ColumnError(role, column.Name, Wanted(names), column.Type.ToString()!);
        }

        return columns.Count == 1 ? LabelVector.OfNumbers(columns[0])! : LabelVector.OfColumns(columns);
    }

    /// <summary>Labels that are each true or false, promised.</summary>
    public static SchemaShape.Column RequireFlags(this SchemaShape shape, TrainerHost host, string name)
    {
        var column = shape.Require(host, "label", name);
        var fits = column.IsKey
            ? column.Kind != VectorKind.Scalar && column.ItemType == NumberDataViewType.UInt32
            : column.Kind == VectorKind.Vector && (column.ItemType == BooleanDataViewType.Instance || column.ItemType == NumberDataViewType.Single);
        return fits ? column : throw host.ColumnError("label", name, FlagsWanted, column.GetTypeString());
    }

    /// <summary>Labels that are each true or false, in real data.</summary>
    public static LabelVector RequireFlags(this DataViewSchema schema, TrainerHost host, string name)
    {
        var column = schema.Require(host, "label", name);
        return LabelVector.OfFlags(column) ?? throw host.ColumnError("label", name, FlagsWanted, column.Type.ToString()!);
    }

    private static string Wanted(IReadOnlyList<string> names) => names.Count == 1 ? InputColumns.NumbersWanted : InputColumns.NumberWanted;
}
