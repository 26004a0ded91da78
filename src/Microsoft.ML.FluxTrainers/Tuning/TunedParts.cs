// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.ExceptionServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a <see cref="Tuned"/> is made of.</summary>
/// <param name="Pipeline">What is varied.</param>
/// <param name="Preparation">What comes before it and is not varied, or null.</param>
/// <param name="Space">The parameters.</param>
/// <param name="Options">How they are searched.</param>
/// <param name="Run">The circumstances.</param>
internal sealed record TunedParts(TrialPipeline Pipeline, IEstimator<ITransformer>? Preparation, ParameterSpace Space, TuningOptions Options, TuningRun Run)
{
    /// <summary>Points that stand for all: the given ones, or the ends and the middles of the ranges, and each choice.</summary>
    private IReadOnlyList<TrialPoint> Samples => Options.Strategy.Given
        ?? [PointAt(_ => 0), PointAt(_ => 0.5), PointAt(_ => Math.BitDecrement(1.0)), .. Enumerable.Range(0, Space.Axes.Append(0).Max()).Select(PointAtLevel)];

    /// <summary>The shape of what comes out, by the first point whose pipeline tells it: one that cannot be made costs its trial, not the search. Where there is none, the first one's
    /// exception is thrown.</summary>
    public SchemaShape GetOutputSchema(SchemaShape input)
    {
        var prepared = Preparation?.GetOutputSchema(input) ?? input;
        var errors = new List<ExceptionDispatchInfo>();
        foreach (var point in Samples)
        {
            try
            {
                return Pipeline.GetOutputSchema(new MLContext(), point, prepared);
            }
            catch (Exception error)
            {
                errors.Add(ExceptionDispatchInfo.Capture(error));
            }
        }

        errors[0].Throw();
        throw errors[0].SourceException; // for the compiler: not reached
    }

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

        var names = Space.Ranges.Select(range => range.Name).Concat(Options.Strategy.Given?.SelectMany(point => point.Names) ?? []);
        if (Options.Strategy.SetsEpochs && names.Contains(nameof(NeuralOptions.Epochs), StringComparer.OrdinalIgnoreCase))
        {
            throw new ArgumentException($"{kind} says how many epochs a trial is trained, so Epochs cannot be searched.");
        }

        if (Run.Sharing is not null && Run.HistoryFolder is null)
        {
            throw new ArgumentException("Processes share trials through files: set TuningRun.HistoryFolder, a folder that all of them see.");
        }

        foreach (var point in Samples)
        {
            Pipeline.Check(point);
        }
    }

    private TrialPoint PointAt(Func<int, double> placeOfLevels) => Space.At([.. Space.Axes.Select(placeOfLevels)]);

    // Whatever has fewer levels begins again.
    private TrialPoint PointAtLevel(int level) => PointAt(levels => levels == 0 ? 0.5 : ((level % levels) + 0.5) / levels);
}
