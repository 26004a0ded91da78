// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A planted leak: its models predict 1 for rows that they were trained on, and 0 for others.</summary>
internal sealed class MembershipEstimator(MLContext mlContext) : IEstimator<ITransformer>
{
    private readonly IEstimator<ITransformer> _shape = mlContext.Transforms.CopyColumns("Score", nameof(Doubt.Id));

    public ITransformer Fit(IDataView input)
    {
        var seen = input.GetColumn<float>(nameof(Doubt.Id)).ToHashSet();
        return mlContext.Transforms.CustomMapping<Row, Membership>((row, result) => result.Score = seen.Contains(row.Id) ? 1 : 0, contractName: null).Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _shape.GetOutputSchema(inputSchema);

    private sealed class Row
    {
        public float Id { get; set; }
    }

    private sealed class Membership
    {
        public float Score { get; set; }
    }
}
