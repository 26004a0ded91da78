// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How data is split into rows to train on and rows to test on, once or many times. A value: immutable, and equal to another with the same settings.</summary>
/// <remarks>The alternatives: <see cref="Holdout"/>, <see cref="KFold"/>, <see cref="StratifiedKFold"/>, <see cref="GroupKFold"/>, <see cref="TimeSeriesSplit"/>,
/// <see cref="InSample"/>, rows of your own with <see cref="From"/>, and any that shuffles several times with <see cref="Repeat"/>. A fold's rows keep the order of the data.</remarks>
[OptionFamily]
public abstract record Resampling
{
    private protected Resampling()
    {
    }

    /// <summary>Whether another seed gives other folds.</summary>
    internal abstract bool IsRandom { get; }

    /// <summary>Folds of your own.</summary>
    /// <param name="folds">The rows to train on and the rows to test on, each counted from 0 in the order of the data. A row may be in several folds; one that is
    /// named twice in a fold is given twice.</param>
    /// <exception cref="ArgumentException">There is no fold, or one without rows to train on or to test on, or a row is negative.</exception>
    public static Resampling From(params IEnumerable<(IEnumerable<long> Train, IEnumerable<long> Test)> folds) => ExplicitFolds.Of(folds);

    /// <summary>The same several times, each time with another shuffle.</summary>
    /// <param name="times">How often, at least 1.</param>
    /// <exception cref="ArgumentException">Nothing is shuffled, so each time would be the same.</exception>
    public Resampling Repeat(int times) => new RepeatedResampling(this, times);

    /// <summary>The folds of some data. Reads the column that the split is made by, if any, and counts the rows; a fold's rows are read when the fold is read.</summary>
    /// <param name="data">The data. It must give the same rows in the same order whenever it is read.</param>
    /// <param name="seed">Equal seeds give equal folds. Null for a random one; of no effect where nothing is shuffled.</param>
    /// <exception cref="InvalidOperationException">There are too few rows, classes or groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of a type that has no values to split by.</exception>
    public IReadOnlyList<ResamplingFold> Split(IDataView data, int? seed = null)
    {
        var rows = new ResampledRows(Guard.NotNull(data, nameof(data)));
        var streams = new RandomStreams(seed ?? Random.Shared.Next());
        return [.. Deal(rows, streams).Select((fold, index) => new ResamplingFold(data, fold, index))];
    }

    /// <summary>Deals the rows out.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="streams">Where shuffles come from.</param>
    /// <param name="repeat">Which repetition this is, from 0.</param>
    internal abstract IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0);
}
