// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The predicted label of a binary model: a Boolean, or a key whose second value is the positive one.</summary>
internal static class BinaryColumn
{
    /// <summary>Positive where a number is above 0; missing, or false, where it is NaN.</summary>
    /// <param name="like">The column whose type and annotations it has.</param>
    /// <param name="dependencies">What the number is made of.</param>
    /// <param name="decision">Makes what gives the number of the row at hand.</param>
    public static PlannedColumn Label(
        DataViewSchema.Column like, IReadOnlyList<DataViewSchema.Column> dependencies, Func<DataViewRow, Func<double>> decision) => like.Type is KeyDataViewType
        ? new ComputedColumn<uint>("PredictedLabel", like.Type, like.Annotations, dependencies, row =>
        {
            var decide = decision(row);
            return (ref uint key) => key = decide() is var number && double.IsNaN(number) ? 0u : number > 0 ? 2u : 1u;
        })
        : new ComputedColumn<bool>("PredictedLabel", like.Type, like.Annotations, dependencies, row =>
        {
            var decide = decision(row);
            return (ref bool label) => label = decide() > 0;
        });
}
