// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Searches hyperparameters, then trains with the best on all rows: an estimator like any other, which may stand in a pipeline and be cross-validated.</summary>
/// <remarks>
/// The search sees the rows given to <see cref="Fit"/> only, of which it holds out some for the judgment of each trial. So what <c>CrossValidate</c> says of a pipeline that ends in a
/// search is the honest score of "search, then train"; the best trial's own metric is better than that, since it was chosen for it.
/// </remarks>
/// <threadsafety>Immutable: several threads may fit at once, each its own search.</threadsafety>
public sealed class Tuned : IEstimator<TunedTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly TrainerHost _host;
    private readonly TunedParts _parts;

    internal Tuned(IHostEnvironment environment, TunedParts parts)
    {
        parts.Check();
        (_environment, _parts) = (environment, parts);
        _host = new TrainerHost(environment, nameof(Tuned));
    }

    /// <summary>The parameters.</summary>
    public ParameterSpace Space => _parts.Space;

    /// <summary>How they are searched.</summary>
    public TuningOptions Options => _parts.Options;

    /// <summary>Searches, and trains the best on all rows.</summary>
    /// <param name="input">The rows.</param>
    /// <returns>The best model, and the report of the search.</returns>
    /// <exception cref="InvalidOperationException">No trial was completed (the message has the first one's error), or nobody says what trials are judged by.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    /// <exception cref="ArgumentException">The strategy does not suit the space, or the metric what is predicted.</exception>
    public TunedTransformer Fit(IDataView input)
    {
        Guard.NotNull(input, nameof(input));
        return _host.WithLog("Tuning", log => new TuningFit(_environment, _host, _parts, log.And(_parts.Run.Logger)).Fit(input));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => _parts.GetOutputSchema(Guard.NotNull(inputSchema, nameof(inputSchema)));
}
