// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes a context of its own for each fold, and cancels those that are in use.</summary>
/// <param name="host">Whose settings the contexts take.</param>
/// <param name="seed">What their seeds come from.</param>
internal sealed class FoldContexts(TrainerHost host, int seed)
{
    private readonly object _lock = new();
    private readonly List<MLContext> _contexts = [];
    private bool _isCancelled;

    /// <summary>The context of a fold; the same seed for the same fold, whichever comes first.</summary>
    public MLContext Of(int fold)
    {
        var seeds = new RandomStreams(seed).Named(FormattableString.Invariant($"context {fold}"));
        var context = host.NewContext((int)(seeds.NextSeed() & int.MaxValue));
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
}
