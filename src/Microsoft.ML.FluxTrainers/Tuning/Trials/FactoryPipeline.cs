// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>A function that makes any pipeline of a point.</summary>
internal sealed class FactoryPipeline(Func<MLContext, TrialPoint, IEstimator<ITransformer>> factory) : TrialPipeline
{
    public override bool HasEpochs => false;

    public override int? Epochs => null;

    public override string Identity => "";

    public override EvaluationColumns? Columns => null;

    public override EvaluationMetric? Metric => null;

    public override CancellationToken CancellationToken => default;

    public override int? EpochsOf(TrialPoint point) => null;

    public override SchemaShape GetOutputSchema(MLContext context, TrialPoint point, SchemaShape input) => Made(context, point).GetOutputSchema(input);

    public override void Check(TrialPoint point)
    {
        // Only the function knows.
    }

    public override ITransformer Fit(MLContext context, TrialPoint point, IDataView data, TrialFit fit) => Made(context, point).Fit(data);

    private IEstimator<ITransformer> Made(MLContext context, TrialPoint point) =>
        factory(context, point) ?? throw new InvalidOperationException($"The function that makes pipelines returned null for {point}.");
}
