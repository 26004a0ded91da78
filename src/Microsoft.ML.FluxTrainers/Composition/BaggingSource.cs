// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.ExceptionServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the estimators of an ensemble come from: one for all, or one each, which may be trained at once.</summary>
/// <param name="estimator">The estimator for a seed, in a context of its own where it wants one.</param>
/// <param name="parallelism">How many are trained at once.</param>
internal sealed class BaggingSource(Func<OwnContexts, int, IEstimator<ITransformer>> estimator, int parallelism)
{
    public IEstimator<ITransformer> Estimator(OwnContexts contexts, int seed) => estimator(contexts, seed);

    /// <summary>Does the work of each member, some at once. The first failure is thrown when none is at work any more.</summary>
    public void ForEach(int members, Action<int> work)
    {
        ExceptionDispatchInfo? failure = null;
        using var stop = new CancellationTokenSource();
        Workers.Run(members, parallelism, member =>
        {
            try
            {
                work(member);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(exception), null);
                stop.Cancel(); // the other members are of no use any more
            }
        }, stop.Token);
        failure?.Throw();
    }
}
