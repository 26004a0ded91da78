// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.ExceptionServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Runs each fit on a thread of its own, since torch counts its threads per calling thread.</summary>
internal static class FitThread
{
    /// <summary>Multiply-adds a step above which several threads of the managed runner gain more than they cost.</summary>
    private const double LargeStep = 5e6;

    /// <summary>For each multiply-add of a forward pass there is one for the gradient of the weights and one for that of the input.</summary>
    private const double PerForward = 3;

    /// <summary>Runs <paramref name="work"/> and gives its result, or throws what it threw.</summary>
    /// <param name="work">The work.</param>
    public static T Run<T>(Func<T> work)
    {
        T result = default!;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        })
        {
            IsBackground = true,
            Name = "FluxTrainers fit",
        };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result;
    }

    /// <summary>One thread for small networks, all cores for large ones.</summary>
    /// <param name="multiplyAdds">About how many a row's forward pass takes.</param>
    /// <param name="batchSize">Rows per step.</param>
    /// <param name="isTorch">Whether torch does the arithmetic, whose threads cost more.</param>
    public static int DefaultThreads(long multiplyAdds, int batchSize, bool isTorch) =>
        PerForward * multiplyAdds * batchSize > (isTorch ? PerForward * TorchThreads.LargePass : LargeStep) ? Environment.ProcessorCount : 1;
}
