// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Trains several models, each on a share of the rows, and averages their predictions: probabilities of classes, or numbers.</summary>
/// <remarks>
/// For two classes <c>Score</c> becomes the log odds of the mean probability; without probabilities it is the mean score. Of the inner pipeline's columns only the predictions
/// are kept. The ensemble decides at a mean probability of 0.5, whatever threshold its members have; for two classes, put <see cref="Thresholded"/> around it.
/// Members trained by one estimator begin with the weights of its seed and differ in their rows; a factory gives each a seed, so that networks begin differently too.
/// </remarks>
/// <threadsafety>As that of the inner estimator.</threadsafety>
public sealed class Bagging : IEstimator<ComposedTransformer>
{
    private readonly TrainerHost _host;
    private readonly BaggingSource _source;

    internal Bagging(IHostEnvironment environment, BaggingSource source, BaggingOptions options) =>
        (_host, _source, Options) = (new TrainerHost(environment, nameof(Bagging)), source, options);

    /// <summary>How the ensemble is trained.</summary>
    public BaggingOptions Options { get; }

    /// <summary>Trains the models.</summary>
    /// <param name="input">The training data.</param>
    /// <returns>The mean of the models, which owns them.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The labels that the ensemble is to be judged by are missing.</exception>
    /// <exception cref="InvalidOperationException">There are no rows, or the models cannot be averaged.</exception>
    public ComposedTransformer Fit(IDataView input)
    {
        CheckLabels(Guard.NotNull(input, nameof(input)).Schema);
        var rows = RowCount.Of(_host, input);
        var streams = new RandomStreams(CompositionSeed.Settle(Options.Seed, _host));
        var draws = Enumerable.Range(0, Options.Members).Select(member => streams.Named(FormattableString.Invariant($"member{member}"))).ToList();
        var copies = draws.ConvertAll(stream => Draw(stream, rows));
        var seeds = draws.ConvertAll(stream => (int)(stream.NextSeed() & int.MaxValue));

        var parts = new ITransformer?[Options.Members];
        using var contexts = new OwnContexts(_host);
        try
        {
            _source.ForEach(Options.Members, member =>
            {
                _host.CheckAlive();
                parts[member] = _source.Estimator(contexts, seeds[member]).Fit(new CopiedView(input, copies[member]));
            });
            new ComposedTransformer(new BaggingComposition(), parts!).GetOutputSchema(input.Schema); // says now what does not fit
            return new ComposedTransformer(Judged(input, parts!, copies), parts!);
        }
        catch
        {
            PartsOwner.DisposeAll(parts);
            throw;
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        using var contexts = new OwnContexts(_host);
        return Guard.NotNull(inputSchema, nameof(inputSchema)).WithPredictions(_source.Estimator(contexts, 0).GetOutputSchema(inputSchema));
    }

    /// <summary>Says before anything is trained that there is nothing to judge by. A metric of the user's own may need no label.</summary>
    private void CheckLabels(DataViewSchema schema)
    {
        foreach (var name in Options.OutOfBagMetric is ScoredMetric ? Options.Columns.Labels : [])
        {
            schema.Require(_host, "label", name);
        }
    }

    private BaggingComposition Judged(IDataView input, ITransformer[] parts, List<int[]> copies) =>
        Options.OutOfBagMetric is { } metric && OutOfBag.Measure(input, parts, copies, metric, Options.Columns) is { } value && double.IsFinite(value)
            ? new BaggingComposition { OutOfBagMetric = metric.Name, OutOfBag = value }
            : new BaggingComposition();

    private int[] Draw(RandomStream stream, int rows)
    {
        var count = Math.Max(1, (int)Math.Round(Options.Fraction * rows));
        var copies = new int[rows];
        if (Options.Replacement)
        {
            for (var i = 0; i < count; i++)
            {
                copies[stream.NextInt(rows)]++;
            }

            return copies;
        }

        int[] order = [.. Enumerable.Range(0, rows)];
        stream.Shuffle(order);
        foreach (var row in order.AsSpan(0, count))
        {
            copies[row] = 1;
        }

        return copies;
    }
}
