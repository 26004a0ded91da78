// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

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

    public override CancellationToken CancellationToken => trainer.Run.CancellationToken;

    public override int? EpochsOf(TrialPoint point) => point.ApplyTo(trainer.TrainerOptions).Epochs;

    public override SchemaShape GetOutputSchema(MLContext context, TrialPoint point, SchemaShape input) => trainer.GetOutputSchema(input);

    public override void Check(TrialPoint point) => point.ApplyTo(trainer.TrainerOptions);

    public override ITransformer Fit(MLContext context, TrialPoint point, IDataView data, TrialFit fit)
    {
        if (fit.Previous is NeuralTransformer { History.StopReason: not null } ended)
        {
            return ended; // as a whole training would have
        }

        var options = point.ApplyTo(trainer.TrainerOptions);
        options = fit.WholeEpochs is { } epochs ? options with { Epochs = epochs } : options;
        return fit.Environment is { } environment
            ? trainer.Vary(environment, options with { Seed = options.Seed ?? fit.Seed }, FinalRun(fit)).Fit(data, null, null)
            : trainer.Vary(context, options, TrialRun(fit)).Fit(data, null, fit.Previous as NeuralTransformer);
    }

    private static FitPiece? Piece(TrialFit fit, bool goesOn) => fit.Epochs is { } last ? new(last, goesOn) : null;

    private TrainingRun FinalRun(TrialFit fit) => trainer.Run with { CancellationToken = fit.Token, Piece = Piece(fit, goesOn: false) };

    // Files, callbacks and the like are for the model that the user gets, not for each trial.
    private TrainingRun TrialRun(TrialFit fit) => trainer.Run with
    {
        CancellationToken = fit.Token,
        Piece = Piece(fit, goesOn: true),
        OnCancellation = CancellationBehavior.Throw,
        Actions = [],
        Progress = null,
        Snapshots = null,
        Logger = null,
    };
}
