// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Predictions for all rows, each by models that were not trained on it.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="width">The numbers of a row.</param>
internal sealed class OutOfFold(int rows, int width)
{
    private readonly double[] _sums = (long)rows * width <= Array.MaxLength
        ? new double[rows * width]
        : throw new InvalidOperationException(FormattableString.Invariant(
            $"The predictions of all models for {rows:N0} rows are {(long)rows * width:N0} numbers, but at most {Array.MaxLength:N0} can be kept. Stack fewer models, or train them on fewer rows."));

    /// <summary>How often each row is there for a meta-learner: once where it was tested, never where it was not.</summary>
    public int[] Copies { get; } = new int[rows];

    /// <summary>How often each row was tested.</summary>
    public int[] Tests { get; } = new int[rows];

    /// <summary>Notes that a row was tested by all models of a fold.</summary>
    public void Count(long row) => (Tests[row], Copies[row]) = (Tests[row] + 1, 1);

    /// <summary>Adds the predictions of one model for the rows of a fold.</summary>
    /// <param name="scored">The scored rows.</param>
    /// <param name="numbers">Their numbers in the data.</param>
    /// <param name="source">The column of predictions.</param>
    /// <param name="offset">Where the model's numbers begin.</param>
    /// <param name="places">The place of each number among the model's; null for their own.</param>
    public void Add(IDataView scored, IReadOnlyList<long> numbers, DataViewSchema.Column source, int offset, int[]? places)
    {
        using var cursor = scored.GetRowCursor([source]);
        var read = ScoreReader.Of(cursor, source);
        var at = 0;
        for (; cursor.MoveNext() && at < numbers.Count; at++)
        {
            var scores = read();
            for (var slot = 0; slot < scores.Length; slot++)
            {
                _sums[(numbers[at] * width) + offset + (places is null ? slot : places[slot])] += scores[slot];
            }
        }

        if (at != numbers.Count || cursor.MoveNext())
        {
            throw new InvalidOperationException("The inner pipeline gives another number of rows than it gets: rows cannot be joined with its predictions.");
        }
    }

    /// <summary>The mean predictions of a row.</summary>
    public void Fill(int row, Span<float> numbers)
    {
        for (var slot = 0; slot < width; slot++)
        {
            numbers[slot] = (float)(_sums[((long)row * width) + slot] / Tests[row]);
        }
    }
}
