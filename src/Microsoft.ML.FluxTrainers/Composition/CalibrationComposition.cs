// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A classifier whose probabilities are made milder or bolder. See <see cref="Calibrated"/>.</summary>
/// <param name="Temperature">What logits are divided by, greater than 0: above 1 where the model was too sure.</param>
public sealed record CalibrationComposition(double Temperature) : ModelComposition
{
    /// <summary>What logits are divided by, greater than 0: above 1 where the model was too sure.</summary>
    public double Temperature { get; init => field = Guard.Positive(value); } = Guard.Positive(Temperature);

    /// <summary>Whether the model's scores are log odds or logits; else these are made of its probabilities. Default false.</summary>
    public bool ScoresAreLogOdds { get; init; }

    /// <summary>The mean log loss (natural logarithm) of the held-out rows before. Default 0.</summary>
    public double LogLossBefore { get; init => field = Guard.NotNegative(value); }

    /// <summary>And with the temperature. Default 0.</summary>
    public double LogLossAfter { get; init => field = Guard.NotNegative(value); }

    internal override IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input) =>
        [parts[0], new ColumnStage(schema => Scaled(schema, PredictionColumns.Of(schema, input)))];

    private ColumnPlan Scaled(DataViewSchema schema, PredictionColumns found) => found switch
    {
        { Kind: PredictionKind.Classes } => ColumnPlan.Replace(schema, (found.Score.Index, Vector(found.Score))),
        { Kind: PredictionKind.Binary, Probability: { } probability } => ColumnPlan.Replace(
            schema, (found.Score.Index, Score(found.Score, probability)), (probability.Index, Probability(found.Score, probability))),
        _ => throw new InvalidOperationException("The model does not predict classes with probabilities."),
    };

    private ComputedColumn<VBuffer<float>> Vector(DataViewSchema.Column score) => new ComputedColumn<VBuffer<float>>(score.Name, score.Type, score.Annotations, [score], row =>
    {
        var read = ScoreReader.Of(row, score);
        return (ref VBuffer<float> value) =>
        {
            var logits = Array.ConvertAll(read(), number => (ScoresAreLogOdds ? number : LogOdds.Log(number)) / Temperature);
            var greatest = logits.Max();
            var sum = logits.Sum(logit => Math.Exp(logit - greatest));
            var editor = VBufferEditor.Create(ref value, logits.Length);
            for (var i = 0; i < logits.Length; i++)
            {
                editor.Values[i] = (float)(Math.Exp(logits[i] - greatest) / sum);
            }

            value = editor.Commit();
        };
    });

    private ComputedColumn<float> Score(DataViewSchema.Column score, DataViewSchema.Column probability) => new ComputedColumn<float>(
        score.Name, score.Type, score.Annotations, [score, probability], row =>
        {
            var read = LogOdds.Reader(row, score, probability, ScoresAreLogOdds);
            return (ref float value) => value = (float)(read() / Temperature);
        });

    private ComputedColumn<float> Probability(DataViewSchema.Column score, DataViewSchema.Column probability) => new ComputedColumn<float>(
        probability.Name, probability.Type, probability.Annotations, [score, probability], row =>
        {
            var read = LogOdds.Reader(row, score, probability, ScoresAreLogOdds);
            return (ref float value) => value = (float)LogOdds.ToProbability(read() / Temperature);
        });
}
