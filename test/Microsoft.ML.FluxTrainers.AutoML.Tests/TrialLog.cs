// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Keeps what an experiment says of its trials, models too.</summary>
internal sealed class TrialLog : IMonitor
{
    public List<(string Settings, double Metric, ITransformer Model)> Completed { get; } = [];

    public List<Exception?> Failed { get; } = [];

    /// <summary>The histories of the networks among the models.</summary>
    public IEnumerable<TrainingHistory> Histories =>
        Completed.SelectMany(trial => (IEnumerable<ITransformer>)trial.Model).OfType<NeuralTransformer>().Select(network => network.History);

    public void ReportRunningTrial(TrialSettings setting)
    {
        // Nothing is asked of it.
    }

    public void ReportCompletedTrial(TrialResult result) => Completed.Add((result.TrialSettings.Parameter.ToString()!, result.Metric, result.Model));

    public void ReportBestTrial(TrialResult result)
    {
        // Nothing is asked of it.
    }

    public void ReportFailTrial(TrialSettings settings, Exception? exception = null) => Failed.Add(exception);
}
