// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of keys or texts whose categories are looked up.</summary>
/// <param name="Column">The column.</param>
/// <param name="IsWanted">Whether it was named as a category; else it is left out where it is none.</param>
/// <param name="Unknown">What is done with categories that are missing or unknown.</param>
/// <param name="Sizes">The lengths of vectors that were set.</param>
internal sealed record CategoryPart(
    DataViewSchema.Column Column, bool IsWanted, UnknownCategories Unknown, IReadOnlyList<EmbeddingSize> Sizes) : TablePart(Column)
{
    /// <summary>A text with more categories is left out, unless it was named as a category.</summary>
    public const int MostTexts = 1000;

    public override int Width => 1;

    /// <summary>Why a column has keys of too many values, as hashed ones do, in a sentence, or null.</summary>
    public string? Excess => Column.Type is KeyDataViewType { Count: > CategoryLevels.Most } key
        ? FormattableString.Invariant(
            $"{(IsWanted ? "Categorical column" : "Column")} '{Column.Name}' has keys of {key.Count} values, too many for categories (at most {CategoryLevels.Most}). ")
            + "Hash to fewer bits (numberOfBits of mlContext.Transforms.Conversion.Hash), or "
            + (IsWanted ? "take it out of CategoricalColumnNames." : "leave it out by name (FeatureColumns.Except).")
        : null;

    /// <summary>Whether a column can be a category.</summary>
    public static bool CanBe(DataViewType type) => type is TextDataViewType or KeyDataViewType;

    public override PartCollector Open(DataViewRow row, bool isSample) => new CategoryCollector(this, row, isSample);
}
