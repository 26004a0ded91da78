// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Folds whose rows are given.</summary>
internal sealed record ExplicitFolds : Resampling
{
    /// <summary>The rows to train on, of each fold. Default none.</summary>
    public ValueList<ValueList<long>> Train { get; init => field = Guard.NoneNull(value); } = [];

    /// <summary>The rows to test on, of each fold. Default none.</summary>
    public ValueList<ValueList<long>> Test { get; init => field = Guard.NoneNull(value); } = [];

    internal override bool IsRandom => false;

    public static ExplicitFolds Of(IEnumerable<(IEnumerable<long> Train, IEnumerable<long> Test)> folds)
    {
        var all = Guard.NotNull(folds, nameof(folds))
            .Select(fold => (Train: Rows(fold.Train, nameof(folds)), Test: Rows(fold.Test, nameof(folds))))
            .ToList();
        return all.Count > 0
            ? new ExplicitFolds { Train = [.. all.Select(fold => fold.Train)], Test = [.. all.Select(fold => fold.Test)] }
            : throw new ArgumentException("There must be at least one fold.", nameof(folds));
    }

    internal override IEnumerable<FoldRows> Deal(ResampledRows rows, RandomStreams streams, int repeat = 0)
    {
        foreach (var (fold, row) in Train.Concat(Test).SelectMany((list, i) => list.Where(row => row >= rows.Count).Select(row => (i % Train.Count, row))))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"Fold {fold} names row {row}, but the data has {rows.Count} rows, counted from 0."));
        }

        return Train.Zip(Test, (train, test) => new FoldRows(Numbers(train), Numbers(test), repeat));
    }

    private static ValueList<long> Rows(IEnumerable<long> rows, string name)
    {
        ValueList<long> list = [.. Guard.NotNull(rows, name)];
        return list.Count > 0 && list.All(row => row >= 0)
            ? list
            : throw new ArgumentException($"A fold's rows must be a list of one or more integers of at least 0, but are {list}.", name);
    }

    private static RowNumbers Numbers(ValueList<long> rows) => RowNumbers.Of(rows.Select(row => (int)row));
}
