// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An input that is one column of numbers.</summary>
/// <param name="ColumnName">The column.</param>
/// <param name="Width">How many numbers a row has; 1 for a scalar.</param>
/// <param name="IsVector">Whether the column is a vector.</param>
internal sealed record VectorInput(string ColumnName, int Width, bool IsVector) : InputSpec
{
    public override int Width { get; } = Width;

    public override IReadOnlyList<string> ColumnNames => [ColumnName];

    public override DataViewType FeatureType =>
        IsVector ? new VectorDataViewType(NumberDataViewType.Single, Width) : NumberDataViewType.Single;

    /// <inheritdoc/>
    /// <remarks>Of a vector of several dimensions only the size counts.</remarks>
    public override string? Misfit(string columnName, DataViewType type) => type.Equals(FeatureType)
        || (IsVector && type is VectorDataViewType vector && vector.Size == Width && vector.ItemType.Equals(NumberDataViewType.Single))
            ? null
            : FeatureType.ToString();

    private protected override InputGetter Read(DataViewRow row)
    {
        var get = FeatureGetter.Of(row, row.Schema[ColumnName]);
        VBuffer<float> vector = default;
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (numbers) => // for each row, of which a first pass has read all before .NET compiles with care
        {
            get(ref vector);
            if (vector.Length != Width)
            {
                throw new InvalidOperationException(
                    $"A row of column '{ColumnName}' has {vector.Length} features, but the model was trained on {Width}.");
            }

            if (vector.IsDense)
            {
                vector.GetValues().CopyTo(numbers); // of the few calls that are left inline
            }
            else
            {
                vector.CopyTo(numbers);
            }
        };
    }
}
