// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class ConfusionCounterTests
{
    // 70 classes of three rows each, all right but one row of class 5, taken for 68: those two have a row of their own, as the first 61 of the others have.
    [Test]
    public void Of_many_classes_the_most_confused_are_kept_and_the_others_are_one()
    {
        var counter = new ConfusionCounter();
        for (var row = 0; row < 210; row++)
        {
            counter.Add(row / 3, row == 17 ? 68 : row / 3);
        }

        var table = counter.ToTable(null, [.. Enumerable.Range(0, 70).Select(i => $"c{i}")]);

        Assert.That(table.Classes, Is.EqualTo(Enumerable.Range(0, 62).Select(i => $"c{i}").Append("c68").Append("7 others")));
        Assert.That((table.ClassCount, table.Counts.Sum()), Is.EqualTo((70, 210)));
        Assert.That((table[5, 5], table[5, 62], table[62, 62], table[63, 63]), Is.EqualTo((2, 1, 3, 21)));
    }

    [TestCase(5)]
    [TestCase(2000)]
    [TestCase(2001)]
    [TestCase(7777)]
    public void Of_many_rows_2000_are_kept_evenly_spaced(int rows)
    {
        var summarizer = new ValidationSummarizer([], rows, ScoreKind.Numbers);
        for (var start = 0; start < rows; start += 100)
        {
            var part = Enumerable.Range(start, Math.Min(100, rows - start)).Select(i => (float)i).ToArray();
            summarizer.Add(new ValidationScores(part.Length, [.. part.Select(i => -i)], part, isChoice: false));
        }

        var numbers = summarizer.Summary().Numbers.Single();
        var most = Math.Min(rows, 2000);

        Assert.That(numbers.Actual, Has.Count.EqualTo(most).And.Ordered);
        Assert.That(numbers.Predicted, Is.EqualTo(numbers.Actual.Select(i => -i)));
        Assert.That(numbers.Actual.Zip(numbers.Actual.Skip(1), (one, next) => next - one), Is.All.InRange(rows / most, (rows / most) + 1));
    }
}
