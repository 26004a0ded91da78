// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Columns of a table that a network reads as they are: numbers, Booleans, dates, keys and texts.</summary>
public sealed record FeatureColumns
{
    /// <summary>All columns but the labels, the example weights, hidden ones, and those named "GroupId" and "SamplingKeyColumn".</summary>
    public static FeatureColumns All { get; } = new();

    /// <summary>The columns to read, or none to read all. Default: none.</summary>
    public ValueList<string> Names { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>The columns not to read, where all are read. Default: none.</summary>
    public ValueList<string> Excluded { get; init => field = Guard.NotNull(value); } = [];

    /// <summary>Some columns, in this order.</summary>
    /// <param name="names">Their names, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static FeatureColumns Of(params string[] names) => Guard.NotNull(names, nameof(names)).Length > 0
        ? new() { Names = names }
        : throw new ArgumentException("names must have at least one column. For all of them, use FeatureColumns.All.", nameof(names));

    /// <summary>The same columns without some, such as the number of a row.</summary>
    /// <param name="names">The columns not to read.</param>
    public FeatureColumns Except(params string[] names) => this with { Excluded = [.. Excluded, .. Guard.NotNull(names, nameof(names))] };

    /// <inheritdoc/>
    public override string ToString() => (Names.Count == 0 ? $"{nameof(FeatureColumns)}.All" : $"{nameof(FeatureColumns)}.Of({string.Join(", ", Names)})")
        + (Excluded.Count == 0 ? "" : $".Except({string.Join(", ", Excluded)})");

    /// <summary>Whether a column is read.</summary>
    /// <param name="name">The column.</param>
    /// <param name="reserved">Columns with other roles.</param>
    internal bool Reads(string name, IEnumerable<string> reserved) =>
        !Excluded.Contains(name) && (Names.Count == 0 ? !reserved.Contains(name) : Names.Contains(name));
}
