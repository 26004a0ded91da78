// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds numbers that no network can be trained on, and says where they are.</summary>
internal static class RowFault
{
    private const string InputKey = "Microsoft.ML.FluxTrainers.Input";

    /// <summary>The error of a row whose inputs cannot be trained on.</summary>
    /// <param name="fault">What is wrong with them.</param>
    public static InvalidOperationException OfInput(string fault) => new(fault) { Data = { [InputKey] = true } };

    /// <summary>Whether an error is one of <see cref="OfInput"/>: an earlier model may refuse rows that a new one could take.</summary>
    public static bool IsOfInput(Exception error) => error.Data.Contains(InputKey);

    /// <summary>Refuses targets that are missing, infinite, or not what the loss can learn.</summary>
    public static void CheckTargets(ReadOnlySpan<float> targets, LabelReader label, long position)
    {
        if (OfTargets(targets, label, position) is { } fault)
        {
            throw new InvalidOperationException(fault);
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

    /// <summary>The first target that cannot be trained on, in words, or null.</summary>
    public static string? OfTargets(ReadOnlySpan<float> targets, LabelReader label, long position)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (label.Fault(targets[i]) is { } fault)
            {
                return $"{label.Describe(i)} holds {Text(targets[i])} in row {position}. {fault}";
            }
        }

        return null;
    }

    /// <summary>The first feature that cannot be trained on, in words, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // what nearly all rows pass: a call in quick code for each row would take longer
    public static string? OfFeatures(in VBuffer<float> row, VectorEncoder encoder, long position) =>
        row.Length == encoder.Width && VectorLoops.AreFinite(row.GetValues()) ? null : FindInFeatures(row, encoder, position);

    /// <summary>Why a number of a column cannot be trained on, in words, or null.</summary>
    public static string? OfNumber(DataViewSchema.Column column, int index, float value, MissingValues missing, long position)
    {
        if (float.IsFinite(value) || (float.IsNaN(value) && missing != MissingValues.Error))
        {
            return null;
        }

        var slot = FeatureSlots.Describe(column, index);
        var cure = float.IsNaN(value)
            ? "Replace missing values first (mlContext.Transforms.ReplaceMissingValues), or set MissingValues = MissingValues.Mean."
            : "Remove or clip such values first.";
        return $"Column '{column.Name}'{(slot.Length > 0 ? $", {slot}," : "")} holds {Text(value)} in row {position}. {cure}";
    }

    /// <summary>What is wrong with a weight, in words, or null.</summary>
    public static string? OfWeight(float weight, DataViewSchema.Column? column, long position) =>
        weight >= 0 && float.IsFinite(weight)
            ? null
            : $"Weight column '{column?.Name}' holds {Text(weight)} in row {position}. A weight must be a finite number of at least 0.";

    private static string? FindInFeatures(in VBuffer<float> row, VectorEncoder encoder, long position)
    {
        if (row.Length != encoder.Width)
        {
            return FormattableString.Invariant(
                $"Column '{encoder.Column.Name}' holds {row.Length} features in row {position}, but its type says {encoder.Width}.");
        }

        var values = row.GetValues();
        for (var i = 0; i < values.Length; i++)
        {
            if (OfNumber(encoder.Column, row.IsDense ? i : row.GetIndices()[i], values[i], encoder.MissingValues, position) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static string Text(float value) => float.IsNaN(value) ? "NaN"
        : float.IsPositiveInfinity(value) ? "infinity"
        : float.IsNegativeInfinity(value) ? "-infinity"
        : FormattableString.Invariant($"{value}");
}
