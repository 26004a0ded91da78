// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The columns of several models' mean prediction, as a single model of the same kind has them.</summary>
/// <param name="first">The columns of one of the models.</param>
/// <param name="sources">What the mean is taken of: of each model, its probability or else its scores.</param>
internal sealed class MeanPrediction(PredictionColumns first, IReadOnlyList<DataViewSchema.Column> sources)
{
    public MeanPrediction(IReadOnlyList<PredictionColumns> parts)
        : this(parts[0], [.. parts.Select(StackFeatures.Source)])
    {
    }

    public IEnumerable<PlannedColumn> Columns() => first.Kind switch
    {
        PredictionKind.Classes => [Computed<uint>("PredictedLabel", first.Label!.Value, Class), Vector()],
        PredictionKind.Labels => [Computed<VBuffer<bool>>("PredictedLabels", first.Label!.Value, Labels), Vector()],
        PredictionKind.Binary => Binary(),
        PredictionKind.Numbers => [Vector()],
        _ => [Computed<float>("Score", first.Score, mean => (ref float value) => value = (float)mean()[0])],
    };

    private static ValueGetter<VBuffer<float>> Scores(Func<double[]> mean) => (ref VBuffer<float> value) =>
    {
        var means = mean();
        var editor = VBufferEditor.Create(ref value, means.Length);
        for (var i = 0; i < means.Length; i++)
        {
            editor.Values[i] = (float)means[i];
        }

        value = editor.Commit();
    };

    private static ValueGetter<uint> Class(Func<double[]> mean) => (ref uint key) =>
    {
        var means = mean();
        key = 0; // missing
        for (var i = 0; i < means.Length; i++)
        {
            key = !double.IsNaN(means[i]) && (key == 0 || means[i] > means[key - 1]) ? (uint)i + 1 : key;
        }
    };

    private static ValueGetter<VBuffer<bool>> Labels(Func<double[]> mean) => (ref VBuffer<bool> value) =>
    {
        var means = mean();
        var editor = VBufferEditor.Create(ref value, means.Length);
        for (var i = 0; i < means.Length; i++)
        {
            editor.Values[i] = means[i] > 0.5;
        }

        value = editor.Commit();
    };

    private ComputedColumn<VBuffer<float>> Vector() => Computed<VBuffer<float>>("Score", first.Score, Scores);

    // ML.NET takes the score's sign for the decision, so it becomes the log odds of the mean probability.
    private IEnumerable<PlannedColumn> Binary()
    {
        var isProbability = first.Probability is not null;
        Func<double[], double> decision = isProbability ? means => LogOdds.Of(means[0]) : means => means[0];
        yield return BinaryColumn.Label(first.Label!.Value, sources, row => Decision(row, decision));
        yield return Computed<float>("Score", first.Score, mean => (ref float value) => value = (float)decision(mean()));
        if (first.Probability is { } probability)
        {
            yield return Computed<float>("Probability", probability, mean => (ref float value) => value = (float)mean()[0]);
        }
    }

    private Func<double> Decision(DataViewRow row, Func<double[], double> decision)
    {
        var mean = Mean(row);
        return () => decision(mean());
    }

    private ComputedColumn<T> Computed<T>(string name, DataViewSchema.Column like, Func<Func<double[]>, ValueGetter<T>> make) =>
        new(name, like.Type, like.Annotations, sources, row => make(Mean(row)));

    /// <summary>Gives the mean of the parts' numbers in the row at hand.</summary>
    private Func<double[]> Mean(DataViewRow row)
    {
        var readers = sources.Select(source => ScoreReader.Of(row, source)).ToList();
        var sums = new double[sources[0].Type is VectorDataViewType vector ? vector.Size : 1];
        return () =>
        {
            Array.Clear(sums);
            foreach (var read in readers)
            {
                var scores = read();
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += scores[i];
                }
            }

            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] /= readers.Count;
            }

            return sums;
        };
    }
}
