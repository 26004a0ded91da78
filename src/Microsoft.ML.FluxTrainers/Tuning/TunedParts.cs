// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a <see cref="Tuned"/> is made of.</summary>
/// <param name="Pipeline">What is varied.</param>
/// <param name="Preparation">What comes before it and is not varied, or null.</param>
/// <param name="Space">The parameters.</param>
/// <param name="Options">How they are searched.</param>
/// <param name="Run">The circumstances.</param>
internal sealed record TunedParts(TrialPipeline Pipeline, IEstimator<ITransformer>? Preparation, ParameterSpace Space, TuningOptions Options, TuningRun Run)
{
    /// <summary>A point that stands for all where only the shape of the output counts.</summary>
    public TrialPoint FirstPoint => Options.Strategy is PointList list ? list.Points[0] : PointAt(0);

    /// <summary>Refuses what cannot work, before any row is read.</summary>
    /// <exception cref="ArgumentException">Two settings exclude each other, or a parameter is none.</exception>
    public void Check()
    {
        var kind = Options.Strategy.GetType().Name;
        if ((Options.Strategy.SetsEpochs || Options.Pruning is not null) && !Pipeline.HasEpochs)
        {
            throw new ArgumentException($"{(Options.Pruning is null ? kind : nameof(MedianPruning))} looks at networks while they are trained, so it needs one of this library's trainers instead of a function that makes pipelines.");
        }

        if (Options.Strategy.SetsEpochs && Options.Pruning is not null)
        {
            throw new ArgumentException($"{kind} ends the training of bad candidates itself: it cannot be combined with Pruning.");
        }

        if (Options.Strategy.SetsEpochs && Space.Ranges.Any(range => range.Name.Equals(nameof(NeuralOptions.Epochs), StringComparison.OrdinalIgnoreCase)))
        {
            throw new ArgumentException($"{kind} says how many epochs a trial is trained, so Epochs cannot be searched.");
        }

        if (Run.Sharing is not null && Run.HistoryFolder is null)
        {
            throw new ArgumentException("Processes share trials through files: set TuningRun.HistoryFolder, a folder that all of them see.");
        }

        foreach (var point in Options.Strategy is PointList list ? list.Points : (IEnumerable<TrialPoint>)[PointAt(0), PointAt(0.5), PointAt(Math.BitDecrement(1.0))])
        {
            Pipeline.Check(point);
        }
    }

    private TrialPoint PointAt(double place) => Space.At(Enumerable.Repeat(place, Space.Axes.Count).ToArray());
}
