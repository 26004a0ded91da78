// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a meta-learner sees of a model's predictions: the probabilities of all classes, the probability of true, or the numbers.</summary>
internal static class StackFeatures
{
    /// <summary>The column of it.</summary>
    public static DataViewSchema.Column Source(PredictionColumns found) => found.Probability ?? found.Score;

    /// <summary>What its slots are called: the model's name, and the class's where there are several.</summary>
    public static IEnumerable<string> Names(string model, PredictionColumns found) => found.Score.Type is VectorDataViewType
        ? (Classes(found) ?? VectorColumn.Names(found.Score, found.Width)).Select(name => $"{model}.{name}")
        : [model];

    /// <summary>Where the classes of a model stand among those of another that knows all of them.</summary>
    /// <returns>The place of each; null where both are the same.</returns>
    /// <exception cref="InvalidOperationException">The predictions are of another kind, or classes cannot be told apart.</exception>
    public static int[]? Places(PredictionColumns found, PredictionColumns all)
    {
        if (all.WhyNot(found) is not { } why)
        {
            return null;
        }

        if (found.Kind == PredictionKind.Classes && all.Kind == PredictionKind.Classes && Classes(found) is { } some && Classes(all) is { } every)
        {
            int[] places = [.. some.Select(name => every.ToList().IndexOf(name))];
            if (!places.Contains(-1))
            {
                return places;
            }
        }

        throw new InvalidOperationException(
            $"The predictions of a model trained on a fold do not go with those of the same model trained on all rows: {why}. Put steps that look at all rows, such as MapValueToKey, before the composition.");
    }

    private static IReadOnlyList<string>? Classes(PredictionColumns found) =>
        found is { Kind: PredictionKind.Classes, Label: { } label } ? LabelValues.Of(label)?.Texts : null;
}
