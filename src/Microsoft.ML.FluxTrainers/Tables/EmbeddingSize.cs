// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The length of the vectors that the categories of a column become.</summary>
/// <param name="ColumnName">The column, not empty.</param>
/// <param name="Size">A whole number of at least 1: the length itself. A number above 0 and below 1: that fraction of the number of
/// levels, rounded up.</param>
/// <exception cref="ArgumentException">The name is empty, or the size is none of these.</exception>
/// <remarks>Without one, a column of L levels has vectors of min(L - 1, 10) numbers.</remarks>
public sealed record EmbeddingSize(string ColumnName, double Size)
{
    private const int MostByRule = 10;

    /// <summary>The column, not empty.</summary>
    public string ColumnName { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(ColumnName);

    /// <summary>A whole number of at least 1: the length itself. A number above 0 and below 1: that fraction of the number of
    /// levels, rounded up.</summary>
    public double Size { get; init => field = Checked(value); } = Checked(Size);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{ColumnName}: {Size}");

    /// <summary>The length of the vectors of a column.</summary>
    /// <param name="sizes">The lengths that were set.</param>
    /// <param name="columnName">The column.</param>
    /// <param name="levels">How many categories it has.</param>
    internal static int Of(IEnumerable<EmbeddingSize> sizes, string columnName, int levels) =>
        sizes.FirstOrDefault(size => size.ColumnName == columnName) is { } set
            ? (int)(set.Size < 1 ? Math.Ceiling(set.Size * levels) : set.Size)
            : Math.Clamp(levels - 1, 1, MostByRule);

    private static double Checked(double size, [CallerMemberName] string name = "") => size is > 0 and < 1 || (size >= 1 && size <= int.MaxValue && Math.Floor(size) == size)
        ? size
        : throw new ArgumentOutOfRangeException(
            name, size, "Size must be a whole number of at least 1, or a fraction of the number of levels above 0 and below 1.");
}
