// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Several models whose predictions are averaged. See <see cref="Bagging"/>.</summary>
public sealed record BaggingComposition : ModelComposition
{
    /// <summary>What the ensemble was judged by. Default "".</summary>
    public string OutOfBagMetric { get; init => field = Guard.NotNull(value); } = "";

    /// <summary>The metric of the rows, each predicted by the members that were not trained on it. Default: null, where none was asked for.</summary>
    public double? OutOfBag { get; init => field = value is { } number ? Guard.Finite(number) : null; }

    internal override int? PartCount => null;

    internal override IReadOnlyList<ITransformer> Steps(IReadOnlyList<ITransformer> parts, DataViewSchema input) =>
        [.. PartSteps.Of(parts, input), new ColumnStage(schema => Averaged(schema, input, parts.Count))];

    private static ColumnPlan Averaged(DataViewSchema schema, DataViewSchema input, int count)
    {
        var parts = Enumerable.Range(0, count).Select(part => PartSteps.At(schema, part)).ToList();
        return parts.Skip(1).Select(parts[0].WhyNot).FirstOrDefault(why => why is not null) is { } why
            ? throw new InvalidOperationException(
                $"The models cannot be averaged: {why}. Put steps that look at all rows, such as MapValueToKey, before the composition.")
            : PartSteps.Behind(schema, input, new MeanPrediction(parts).Columns());
    }
}
