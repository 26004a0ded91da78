// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How the numbers of one parameter tensor were spread after an epoch, and how far they moved. Immutable.</summary>
public sealed record WeightHistogram
{
    /// <summary>The most bins.</summary>
    internal const int MostBins = 24;

    internal WeightHistogram(string name, int epoch, double low, double high, ValueList<int> counts)
    {
        (Name, Epoch) = (Guard.NotEmpty(name, nameof(Name)), Guard.NotNegative(epoch, nameof(Epoch)));
        if (!(double.IsFinite(low) && double.IsFinite(high) && high >= low && counts.Count is > 0 and <= MostBins) || counts.Any(count => count < 0))
        {
            throw new ArgumentException($"A histogram from {low} to {high} has {counts.Count} counts, at most {MostBins}.", nameof(counts));
        }

        (Low, High, Counts) = (low, high, counts);
    }

    /// <summary>The tensor's name, as in PyTorch's state dict.</summary>
    public string Name { get; }

    /// <summary>The epoch after which it was looked at.</summary>
    public int Epoch { get; }

    /// <summary>The smallest number.</summary>
    public double Low { get; }

    /// <summary>The largest number.</summary>
    public double High { get; }

    /// <summary>How many numbers lie in each of 24 ranges of equal width from <see cref="Low"/> to <see cref="High"/>. Their sum is that of the tensor's numbers.</summary>
    public ValueList<int> Counts { get; }

    /// <summary>The norm of the last update of an epoch over the norm of the weights after it: the largest of all epochs since the histogram before. Null where it was
    /// not measured: of vectors, such as biases, which may begin at 0, and of optimizers that step on all rows.</summary>
    public double? UpdateRatio { get; internal init; }

    /// <summary>The norm of the gradient of the last update of an epoch (before penalty and clipping): the largest of all epochs since the histogram before. Null where it was
    /// not measured.</summary>
    public double? GradientNorm { get; internal init; }

    /// <summary>The histogram of finite numbers.</summary>
    internal static WeightHistogram Of(string name, int epoch, ReadOnlySpan<float> values)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        var counts = new int[MostBins];
        var width = ((double)high - low) / MostBins;
        foreach (var value in values)
        {
            counts[width > 0 ? Math.Min((int)((value - (double)low) / width), MostBins - 1) : 0]++;
        }

        return new WeightHistogram(name, epoch, low, high, counts);
    }
}
