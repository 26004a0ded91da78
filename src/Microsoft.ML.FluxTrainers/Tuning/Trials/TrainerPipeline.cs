// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A trainer of this library, whose options a point varies.</summary>
internal sealed class TrainerPipeline(ITunableTrainer trainer) : TrialPipeline
{
    public override bool HasEpochs => true;

    public override int? Epochs => trainer.TrainerOptions.Epochs;

    public override string Identity => $"{trainer.GetType().Name} {RunId.OfOptions(OptionTexts.Of(trainer.TrainerOptions))}";

    public override EvaluationColumns Columns => trainer.TrainerOptions is NeuralMultitargetRegressorOptions { LabelColumnNames.Count: > 0 } several
        ? new() { LabelColumnName = several.LabelColumnName, LabelColumnNames = several.LabelColumnNames }
        : new() { LabelColumnName = trainer.TrainerOptions.LabelColumnName };

    public override EvaluationMetric Metric => trainer.TrainerOptions is NeuralRegressorOptions or NeuralMultitargetRegressorOptions
        ? EvaluationMetric.RootMeanSquaredError
        : EvaluationMetric.LogLoss;

    public override SchemaShape GetOutputSchema(MLContext context, TrialPoint point, SchemaShape input) => trainer.GetOutputSchema(input);

    public override void Check(TrialPoint point) => point.ApplyTo(trainer.TrainerOptions);

    public override ITransformer Fit(MLContext context, TrialPoint point, IDataView data, TrialFit fit)
    {
        var options = point.ApplyTo(trainer.TrainerOptions);
        options = fit.Epochs is { } epochs ? options with { Epochs = epochs } : options;
        if (fit.Previous is NeuralTransformer earlier && HasStopped(earlier))
        {
            return earlier;
        }

        return fit.Environment is { } environment
            ? trainer.Vary(environment, options with { Seed = options.Seed ?? fit.Seed }, FinalRun).Fit(data, null, null)
            : trainer.Vary(context, options, TrialRun(fit.Token)).Fit(data, null, fit.Previous as NeuralTransformer);
    }

    // A token that has ended the search may have been given to the trainer too: the best is trained all the same.
    private TrainingRun FinalRun => trainer.Run.CancellationToken.IsCancellationRequested ? trainer.Run with { CancellationToken = default } : trainer.Run;

    // Files, callbacks and the like are for the model that the user gets, not for each trial.
    private TrainingRun TrialRun(CancellationToken token) => trainer.Run with
    {
        CancellationToken = token,
        OnCancellation = CancellationBehavior.Throw,
        Actions = [],
        Progress = null,
        Snapshots = null,
        Logger = null,
    };

    /// <summary>Whether an earlier fit ended by itself: a whole training would have ended there too.</summary>
    private static bool HasStopped(NeuralTransformer earlier) =>
        earlier.Model.State is { } state && earlier.History.Epochs < int.Parse(state.Options[nameof(NeuralOptions.Epochs)], CultureInfo.InvariantCulture);
}
