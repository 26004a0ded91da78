// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Probabilities as log odds and back.</summary>
internal static class LogOdds
{
    private const double Least = 1.4e-45; // the smallest float above 0
    private const double Greatest = 1 - 2.98e-8; // half a step of floats below 1

    /// <summary>log(p / (1 - p)), finite for 0 and 1 too.</summary>
    public static double Of(double probability)
    {
        var inside = Math.Clamp(probability, Least, Greatest);
        return Math.Log(inside) - Math.Log(1 - inside);
    }

    /// <summary>log p, finite for 0 too.</summary>
    public static double Log(double probability) => Math.Log(Math.Max(probability, Least));

    public static double ToProbability(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    /// <summary>Gives the log odds of the row at hand: its score, or made of its probability.</summary>
    public static Func<double> Reader(DataViewRow row, DataViewSchema.Column score, DataViewSchema.Column probability, bool scoresAreLogOdds)
    {
        var get = row.GetGetter<float>(row.Schema[(scoresAreLogOdds ? score : probability).Index]);
        return () =>
        {
            var value = 0f;
            get(ref value);
            return scoresAreLogOdds ? value : Of(value);
        };
    }
}
