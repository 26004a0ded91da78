// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A binary classifier that decides at another probability than one half. See <see cref="Thresholded"/>.</summary>
/// <param name="Threshold">Above which probability a row is positive, between 0 and 1.</param>
public sealed record ThresholdComposition(double Threshold) : ModelComposition
{
    /// <summary>Above which probability a row is positive, between 0 and 1.</summary>
    public double Threshold { get; init => field = Guard.Between(0, 1, value); } = Guard.Between(0, 1, Threshold);

    /// <summary>Whether the model's scores are log odds; else these are made of its probabilities. Default false.</summary>
    public bool ScoresAreLogOdds { get; init; }

    /// <summary>What the threshold was chosen for. Default: null, where it was given.</summary>
    public ThresholdGoal? Goal { get; init; }

    /// <summary>The goal's value for the held-out rows. Default: null, where the threshold was given.</summary>
    public double? Value { get; init => field = value is { } number ? Guard.Finite(number) : null; }

    internal override IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input) =>
        [parts[0], new ColumnStage(schema => Moved(schema, PredictionColumns.Of(schema, input)))];

    private ColumnPlan Moved(DataViewSchema schema, PredictionColumns found)
    {
        if (found is not { Label: { } label, Probability: { } probability })
        {
            throw new InvalidOperationException("The model does not tell true from false with a Probability: there is nothing to set a threshold for.");
        }

        DataViewSchema.Column[] sources = [found.Score, probability];
        return ColumnPlan.Replace(
            schema,
            (label.Index, BinaryColumn.Label(label, sources, row => Margin(row, found.Score, probability))),
            (found.Score.Index, new ComputedColumn<float>(found.Score.Name, found.Score.Type, found.Score.Annotations, sources, row =>
            {
                var margin = Margin(row, found.Score, probability);
                return (ref float value) => value = (float)margin();
            })));
    }

    /// <summary>Gives the log odds of the row at hand minus those of the threshold: above 0, as a float too, just where the probability is above the threshold.</summary>
    private Func<double> Margin(DataViewRow row, DataViewSchema.Column score, DataViewSchema.Column probability)
    {
        var read = LogOdds.Reader(row, score, probability, ScoresAreLogOdds);
        var get = row.GetGetter<float>(row.Schema[probability.Index]);
        var place = LogOdds.Of(Threshold);
        return () =>
        {
            var value = 0f;
            get(ref value);
            var margin = read() - place;
            return value > Threshold ? Math.Max(margin, float.Epsilon) : Math.Min(margin, 0);
        };
    }
}
