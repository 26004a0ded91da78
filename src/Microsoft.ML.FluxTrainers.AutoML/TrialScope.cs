// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The trial that the calling thread makes: its trainers, made deep inside of a pipeline that AutoML builds, end with it.</summary>
internal sealed class TrialScope : IDisposable
{
    private static readonly AsyncLocal<TrialScope?> _current = new();

    private readonly TrialScope? _outer = _current.Value;
    private readonly CancellationToken _cancellation;
    private readonly TrialCurve? _curve;
    private readonly List<CancellationTokenSource> _linked = [];

    public TrialScope(TrialCurve? curve, CancellationToken cancellation)
    {
        (_curve, _cancellation) = (curve, cancellation);
        _current.Value = this;
    }

    /// <summary>The circumstances of a fit, within the trial that it belongs to, if there is one.</summary>
    public static TrainingRun Watch(TrainingRun? run)
    {
        run ??= new TrainingRun();
        return _current.Value?.Within(run) ?? run;
    }

    public void Dispose()
    {
        _current.Value = _outer;
        _linked.ForEach(source => source.Dispose());
    }

    private TrainingRun Within(TrainingRun run)
    {
        var linked = CancellationTokenSource.CreateLinkedTokenSource(_cancellation, run.CancellationToken);
        _linked.Add(linked);
        run = run with { CancellationToken = linked.Token };
        return _curve is null
            ? run
            : run with { Actions = [.. run.Actions, TrainingAction.StopIf(_curve.IsHopeless, "the median of the trials before is better")] };
    }
}
