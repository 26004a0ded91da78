// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a strategy starts from.</summary>
/// <param name="Space">The parameters.</param>
/// <param name="Trials">How many trials are wanted at most, or null for the strategy's own number.</param>
/// <param name="Seed">The seed of all that is drawn.</param>
/// <param name="Epochs">The epochs of a whole training, or null where the pipeline is not one of this library's trainers.</param>
internal sealed record SearchSetting(ParameterSpace Space, int? Trials, int Seed, int? Epochs)
{
    /// <summary>The stream that points are drawn from.</summary>
    public RandomStream Stream(string name) => new RandomStreams(Seed).Named(name);

    /// <summary>The space, which has ranges.</summary>
    public ParameterSpace Ranges => Space.Ranges.Count > 0
        ? Space
        : throw new InvalidOperationException("The space has no ranges to search. Give it some, or take PointList.");

    /// <summary>A point drawn evenly.</summary>
    public static double[] Draw(RandomStream stream, int axes)
    {
        var place = new double[axes];
        for (var i = 0; i < axes; i++)
        {
            place[i] = stream.NextDouble();
        }

        return place;
    }
}
