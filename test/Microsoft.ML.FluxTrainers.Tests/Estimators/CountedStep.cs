// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>A step of a pipeline that counts its fits and the rows of each.</summary>
internal sealed class CountedStep(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
{
    /// <summary>The data of each fit.</summary>
    public List<IDataView> Fits { get; } = [];

    public ITransformer Fit(IDataView input)
    {
        Fits.Add(input);
        return inner.Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
}
