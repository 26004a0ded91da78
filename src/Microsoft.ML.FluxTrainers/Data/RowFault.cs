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
        if (OfFeatures(row, options, position) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    /// <summary>Refuses targets that are missing or infinite.</summary>
    public static void CheckTarget(float target, DataViewSchema.Column label, long position)
    {
        if (!float.IsFinite(target))
        {
            throw new InvalidOperationException(
                $"Label column '{label.Name}' holds {Text(target)} in row {position}. Remove such rows first (mlContext.Data.FilterRowsByMissingValues).");
        }
    }

    /// <summary>Refuses weights that are negative, missing or infinite.</summary>
    public static void CheckWeight(float weight, DataViewSchema.Column? column, long position)
    {
        if (OfWeight(weight, column, position) is { } fault)
        {
            throw new InvalidOperationException(fault);
        }
    }

    /// <summary>The first feature that cannot be trained on, in words, or null.</summary>
    public static string? OfFeatures(in VBuffer<float> row, RowReadingOptions options, long position)
    {
        if (row.Length != options.Width)
        {
            return FormattableString.Invariant(
                $"Column '{options.Features.Name}' holds {row.Length} features in row {position}, but its type says {options.Width}.");
        }

        var values = row.GetValues();
        if (values.IsEmpty || float.IsFinite(TensorPrimitives.SumOfMagnitudes(values)))
        {
            return null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]) || (float.IsNaN(values[i]) && options.MissingValues == MissingValues.Mean))
            {
                continue;
            }

            var slot = FeatureSlots.Describe(options.Features, row.IsDense ? i : row.GetIndices()[i]);
            var cure = float.IsNaN(values[i])
                ? "Replace missing values first (mlContext.Transforms.ReplaceMissingValues), or set MissingValues = MissingValues.Mean."
                : "Remove or clip such values first.";
            return $"Column '{options.Features.Name}'{(slot.Length > 0 ? $", {slot}," : "")} holds {Text(values[i])} in row {position}. {cure}";
        }

        return null;
    }

    /// <summary>What is wrong with a weight, in words, or null.</summary>
    public static string? OfWeight(float weight, DataViewSchema.Column? column, long position) =>
        weight >= 0 && float.IsFinite(weight)
            ? null
            : $"Weight column '{column?.Name}' holds {Text(weight)} in row {position}. A weight must be a finite number of at least 0.";

    private static string Text(float value) => float.IsNaN(value) ? "NaN"
        : float.IsPositiveInfinity(value) ? "infinity"
        : float.IsNegativeInfinity(value) ? "-infinity"
        : FormattableString.Invariant($"{value}");
}
