// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The defaults first, then random settings, none twice as long as others are found.</summary>
internal sealed class DistinctRandomTuner : ITuner
{
    private const int Tries = 100;

    private readonly OptionBase _space;
    private readonly System.Random _random;
    private readonly HashSet<string> _seen = [];

    public DistinctRandomTuner(AutoMLExperiment.AutoMLExperimentSettings settings, int? seed)
    {
        _space = settings.SearchSpace;
        _random = (seed ?? settings.Seed) is { } number ? new System.Random(number) : new System.Random();
    }

    public Parameter Propose(TrialSettings settings)
    {
        var proposed = _space.SampleFromFeatureSpace(_space.Default ?? Point());
        for (var tries = 0; tries < Tries && !_seen.Add(proposed.ToString()!); tries++)
        {
            proposed = _space.SampleFromFeatureSpace(Point());
        }

        return proposed;
    }

    public void Update(TrialResult result)
    {
        // Random choice learns nothing.
    }

    private double[] Point() => [.. Enumerable.Range(0, _space.FeatureSpaceDim).Select(_ => _random.NextDouble())];
}
