// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Numerics.Tensors;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds numbers that no network can be trained on, and says where they are.</summary>
internal static class RowFault
{
    /// <summary>Refuses infinite features, and missing ones where no value stands in for them.</summary>
    public static void CheckFeatures(in VBuffer<float> row, RowReadingOptions options, long position)
    {
        var values = row.GetValues();
        if (values.IsEmpty || float.IsFinite(TensorPrimitives.SumOfMagnitudes(values)))
        {
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]) || (float.IsNaN(values[i]) && options.MissingValues == MissingValues.Mean))
            {
                continue;
            }

            var slot = row.IsDense ? i : row.GetIndices()[i];
            var cure = float.IsNaN(values[i])
                ? "Replace missing values first (mlContext.Transforms.ReplaceMissingValues), or set MissingValues = MissingValues.Mean."
                : "Remove or clip such values first.";
            throw new InvalidOperationException(
                $"Column '{options.Features.Name}'{Slot(options, slot)} holds {Text(values[i])} in row {position}. {cure}");
        }
    }

    /// <summary>Refuses weights that are negative, missing or infinite.</summary>
    public static void CheckWeight(float weight, DataViewSchema.Column? column, long position)
    {
        if (!(weight >= 0) || !float.IsFinite(weight))
        {
            throw new InvalidOperationException(
                $"Weight column '{column?.Name}' holds {Text(weight)} in row {position}. A weight must be a finite number of at least 0.");
        }
    }

    private static string Slot(RowReadingOptions options, int slot)
    {
        if (options.Features.Type is not VectorDataViewType)
        {
            return "";
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        if (options.Features.HasSlotNames())
        {
            options.Features.GetSlotNames(ref names);
        }

        var name = names.Length > slot ? names.GetItemOrDefault(slot).ToString() : "";
        return name.Length > 0 ? $", slot {slot} ('{name}')," : $", slot {slot},";
    }

    private static string Text(float value) => float.IsNaN(value) ? "NaN"
        : float.IsPositiveInfinity(value) ? "infinity"
        : float.IsNegativeInfinity(value) ? "-infinity"
        : FormattableString.Invariant($"{value}");
}
