// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Writes down the rows of each fit, by their column "Id", and changes nothing.</summary>
internal sealed class SpyEstimator : IEstimator<ITransformer>
{
    private readonly List<IReadOnlyList<long>> _fits = [];

    public IReadOnlyList<IReadOnlyList<long>> Fits => _fits;

    public static IReadOnlyList<long> Ids(IDataView rows) => [.. new MLContext().Data.CreateEnumerable<Row>(rows, false).Select(row => row.Id)];

    public ITransformer Fit(IDataView input)
    {
        _fits.Add(Ids(input));
        return new MLContext().Transforms.CopyColumns("Copy", "Id").Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => new MLContext().Transforms.CopyColumns("Copy", "Id").GetOutputSchema(inputSchema);

    private sealed class Row
    {
        public long Id { get; set; }
    }
}
