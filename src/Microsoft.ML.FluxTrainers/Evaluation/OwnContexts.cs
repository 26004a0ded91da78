// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes contexts of their own for parts of some work, and cancels those with the one that the work belongs to. Their warnings reach its log, each once however many parts have it.</summary>
internal sealed class OwnContexts : IDisposable
{
    private readonly object _lock = new();
    private readonly List<MLContext> _contexts = [];
    private readonly HashSet<string> _warnings = [];
    private readonly TrainerHost _host;
    private readonly Poll _poll;
    private bool _isCancelled;

    /// <summary>Makes none yet.</summary>
    /// <param name="host">Whose settings the contexts take, and whose end is theirs.</param>
    public OwnContexts(TrainerHost host)
    {
        _host = host;
        _poll = new Poll(Look);
    }

    /// <summary>The context of a fold; the same seed for the same fold, whichever comes first.</summary>
    /// <param name="seed">What the seeds of all folds come from.</param>
    /// <param name="fold">The fold.</param>
    public MLContext OfFold(int seed, int fold) =>
        New((int)(new RandomStreams(seed).Named(FormattableString.Invariant($"context {fold}")).NextSeed() & int.MaxValue));

    /// <summary>A context with a seed.</summary>
    public MLContext New(int seed)
    {
        var context = _host.NewContext(seed);
        context.Log += Relay;
        lock (_lock)
        {
            _contexts.Add(context);
            if (_isCancelled)
            {
                context.Cancel();
            }
        }

        return context;
    }

    /// <summary>Cancels all contexts, later ones too.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _isCancelled = true;
            _contexts.ForEach(context => context.Cancel());
        }
    }

    /// <summary>Lets the contexts go, as they are.</summary>
    public void Dispose() => _poll.Dispose();

    private void Relay(object? sender, LoggingEventArgs message)
    {
        if (message.Kind != ChannelMessageKind.Warning)
        {
            return;
        }

        lock (_lock)
        {
            if (!_warnings.Add(message.RawMessage))
            {
                return;
            }
        }

        _host.WithLog("Training", log => log.Warning(message.RawMessage));
    }

    private void Look()
    {
        try
        {
            _host.CheckAlive();
        }
        catch (OperationCanceledException)
        {
            Cancel();
        }
    }
}
