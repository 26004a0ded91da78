// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column whose numbers are known without looking at the data: numbers, Booleans, dates.</summary>
/// <param name="Column">The column.</param>
/// <param name="Spec">What a prediction makes of it.</param>
/// <param name="MissingValues">What is done with a missing number.</param>
internal sealed record NumbersPart(DataViewSchema.Column Column, TableColumn Spec, MissingValues MissingValues) : TablePart(Column)
{
    /// <summary>Whether the first row tells what is subtracted from large numbers: where they are standardized, and no model has settled it.</summary>
    public bool SettlesOrigin { get; init; }

    public override int Width => Spec.Width;

    public override PartCollector Open(DataViewRow row, bool isSample) => new NumbersCollector(this, row, isSample);
}
