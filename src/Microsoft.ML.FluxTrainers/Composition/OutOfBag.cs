// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Judges an ensemble by what its members say of rows that they were not trained on.</summary>
internal static class OutOfBag
{
    private const string MeanName = "FluxComposition.OutOfBag";

    /// <summary>The metric of the mean prediction of each row, over the members that did not see it; null where there is no such row.</summary>
    public static double? Measure(IDataView input, IReadOnlyList<ITransformer> parts, IReadOnlyList<int[]> copies, EvaluationMetric metric, EvaluationColumns columns)
    {
        var found = PredictionColumns.Of(parts[0].GetOutputSchema(input.Schema), input.Schema);
        var source = StackFeatures.Source(found);
        var width = ScoreReader.Width(source);
        var predictions = new OutOfFold(copies[0].Length, width);
        foreach (var (part, drawn) in parts.Zip(copies))
        {
            long[] left = [.. Enumerable.Range(0, drawn.Length).Where(row => drawn[row] == 0)];
            var scored = part.Transform(new CopiedView(input, Array.ConvertAll(drawn, count => count == 0 ? 1 : 0)));
            predictions.Add(scored, left, StackFeatures.Source(PredictionColumns.Of(scored.Schema, input.Schema)), 0, null);
            Array.ForEach(left, predictions.Count);
        }

        return predictions.Copies.Contains(1)
            ? metric.Of(Scored(found, new CopiedView(input, predictions.Copies, new OutOfBagColumn(MeanName, source, predictions, width))), columns)
            : null;
    }

    /// <summary>What the ensemble would make of the means: decisions too, instead of those of models that the rows went through before.</summary>
    private static IDataView Scored(PredictionColumns found, IDataView means) => new ColumnStage(schema => new ColumnPlan(
        schema,
        [
            .. schema.Where(column => column.Name != MeanName && !PredictionColumns.AllNames.Contains(column.Name)).Select(column => new PassedColumn(column)),
            .. new MeanPrediction(found, [schema[MeanName]]).Columns(),
        ])).Transform(means);
}
