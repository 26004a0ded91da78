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
    /// <summary>Points that stand for all.</summary>
    private IReadOnlyList<TrialPoint> Samples => Options.Strategy is PointList list ? list.Points : [PointAt(0), PointAt(0.5), PointAt(Math.BitDecrement(1.0))];

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

        if (Options.Strategy.SetsEpochs && Space.Ranges.Any(range => range.Name.Equals(nameof(NeuralOptions.Epochs), StringComparison.OrdinalIgnoreCase)))
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

    private TrialPoint PointAt(double place) => Space.At(Enumerable.Repeat(place, Space.Axes.Count).ToArray());
}
