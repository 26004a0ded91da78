// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>An estimator that shows what it is trained on, and its models.</summary>
internal sealed class WatchedEstimator(IEstimator<ITransformer> inner, Action<IDataView> onFit, Action<ITransformer>? onModel = null) : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        onFit(input);
        var model = inner.Fit(input);
        onModel?.Invoke(model);
        return model;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inner.GetOutputSchema(inputSchema);
}
