// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Frees the model of each trial that is not the best: AutoML keeps them all.</summary>
internal sealed class BestModelMonitor(IMonitor? inner) : IMonitor
{
    private TrialResult? _best;

    public void ReportRunningTrial(TrialSettings setting) => inner?.ReportRunningTrial(setting);

    public void ReportCompletedTrial(TrialResult result)
    {
        inner?.ReportCompletedTrial(result);

        // The experiment's own rule: what is not below the best loss so far will not be reported as the best.
        if (!(result.Loss < (_best?.Loss ?? double.MaxValue)))
        {
            Free(result);
        }
    }

    public void ReportBestTrial(TrialResult result)
    {
        inner?.ReportBestTrial(result);
        Free(_best);
        _best = result;
    }

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => inner?.ReportFailTrial(settings, exception);

    private static void Free(TrialResult? result)
    {
        if (result is not null)
        {
            (result.Model as IDisposable)?.Dispose();
            result.Model = null;
        }
    }
}
