// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The mean of the weights that a training went through.</summary>
internal sealed class WeightAverage(WeightAveraging rule, FlatVector parameters) : IDisposable
{
    /// <summary>The mean, unless <see cref="Count"/> is 0.</summary>
    public FlatVector Mean { get; } = parameters.NewZeros();

    /// <summary>How many weights it is the mean of.</summary>
    public long Count { get; private set; }

    /// <summary>Counts the weights after an update.</summary>
    public void AfterStep() => Add(rule.ShareOfStep(Count + 1));

    /// <summary>Counts the weights after an epoch.</summary>
    public void AfterEpoch(int epoch) => Add(rule.ShareOfEpoch(epoch, Count + 1));

    /// <summary>Copies the mean out.</summary>
    /// <param name="mean">As long as the parameters.</param>
    /// <returns>How many weights it is the mean of.</returns>
    public long Save(Span<float> mean)
    {
        Mean.CopyTo(mean);
        return Count;
    }

    /// <summary>Goes back to a mean that was copied out.</summary>
    public void Load(ReadOnlySpan<float> mean, long count)
    {
        Mean.CopyFrom(mean);
        Count = count;
    }

    public void Dispose() => Mean.Dispose();

    private void Add(double share)
    {
        if (share > 0)
        {
            Mean.Accumulate(1 - share, parameters, share);
            Count++;
        }
    }
}
