// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What the validation rows say of the weights that a fit ends with, to be kept with the model.</summary>
internal static class FinalValidation
{
    /// <summary>One pass over the rows.</summary>
    /// <param name="rows">The validation rows.</param>
    /// <param name="settings">The hyperparameters of the loop.</param>
    /// <param name="runner">The network.</param>
    /// <param name="checkAlive">Asked before each block of rows; throws to stop.</param>
    public static ValidationSummary Summarize(ITrainingRows rows, TrainingSettings settings, IEpochRunner runner, Action checkAlive)
    {
        var target = rows.Target;
        var (names, kind) = RawScores.Describe(target);
        var summarizer = new ValidationSummarizer(names, rows.Count, kind);
        foreach (var block in rows.Read(null, settings.BatchSize))
        {
            checkAlive();
            var outputs = new float[block.Rows * target.Outputs];
            runner.Evaluate(block, outputs);
            var labels = block.Targets.Span[..(block.Rows * block.TargetWidth)].ToArray();
            summarizer.Add(RawScores.Read(target, settings.Loss.OutputActivation, block.Rows, outputs, labels));
        }

        runner.TakeLoss();
        return summarizer.Summary();
    }
}
