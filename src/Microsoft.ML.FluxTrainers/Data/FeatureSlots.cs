// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What messages call one number of a feature column.</summary>
internal static class FeatureSlots
{
    /// <summary>For example "slot 3 ('Age')"; empty where the column is a single number.</summary>
    public static string Describe(DataViewSchema.Column features, int slot)
    {
        if (features.Type is not VectorDataViewType)
        {
            return "";
        }

        VBuffer<ReadOnlyMemory<char>> names = default;
        if (features.HasSlotNames())
        {
            features.GetSlotNames(ref names);
        }

        var name = names.Length > slot ? names.GetItemOrDefault(slot).ToString() : "";
        return name.Length > 0 ? FormattableString.Invariant($"slot {slot} ('{name}')") : FormattableString.Invariant($"slot {slot}");
    }
}
