// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains a model on rows in which rare classes are as frequent as others. Only training sees them: the model is the inner one.</summary>
/// <remarks>
/// Copies of a row follow it; networks of this library shuffle rows, and so do most trainers. An inner estimator that itself holds out rows to validate on may hold out
/// copies of rows that it trains on: give it validation data instead. Probabilities are those of the balanced world: higher for rare classes than their share.
/// </remarks>
/// <threadsafety>As that of the inner estimator.</threadsafety>
public sealed class Balanced : IEstimator<ITransformer>
{
    private readonly TrainerHost _host;
    private readonly IEstimator<ITransformer> _inner;
    private readonly string _labelColumnName;
    private readonly string _featureColumnName;
    private readonly int? _seed;

    internal Balanced(
        IHostEnvironment environment, IEstimator<ITransformer> inner, Balancing balancing, string labelColumnName, string featureColumnName, int? seed)
    {
        _host = new TrainerHost(environment, nameof(Balanced));
        (_inner, Balancing, _labelColumnName, _featureColumnName, _seed) = (inner, balancing, labelColumnName, featureColumnName, seed);
    }

    /// <summary>How classes are balanced.</summary>
    public Balancing Balancing { get; }

    /// <summary>Trains the inner estimator on balanced rows.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The inner estimator's model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of the wrong type.</exception>
    /// <exception cref="InvalidOperationException">No row has a label, or features are missing where new rows shall be made of them.</exception>
    public ITransformer Fit(IDataView input) => _inner.Fit(Balance(Guard.NotNull(input, nameof(input))));

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        RowClasses.Require(Guard.NotNull(inputSchema, nameof(inputSchema)), _host, _labelColumnName);
        return _inner.GetOutputSchema(inputSchema);
    }

    /// <summary>The rows that the inner estimator is trained on.</summary>
    internal IDataView Balance(IDataView data)
    {
        var classes = RowClasses.Read(_host, data, _labelColumnName);
        if (classes.Counts.All(count => count == 0))
        {
            throw new InvalidOperationException($"There are no rows with a label in column '{_labelColumnName}'.");
        }

        var streams = new RandomStreams(CompositionSeed.Settle(_seed, _host));
        var copies = BalancingRule.Copies(Balancing, classes, streams.Named("balancing"));
        _host.WithLog("Training", log => log.Info(Report(classes, copies)));
        return new CopiedView(data, copies, Balancing.Vary(_host, data, _featureColumnName, classes, copies, streams.Named("synthesis")));
    }

    private static string Report(RowClasses classes, int[] copies)
    {
        var after = new long[classes.Counts.Length];
        for (var row = 0; row < copies.Length; row++)
        {
            if (classes.OfRow[row] >= 0)
            {
                after[classes.OfRow[row]] += copies[row];
            }
        }

        return "Balanced: " + string.Join(", ", classes.Names.Select((name, one) => FormattableString.Invariant($"{name} {classes.Counts[one]} -> {after[one]} rows")));
    }
}
