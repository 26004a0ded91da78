// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a search varies: from a point to a trained model.</summary>
internal abstract class TrialPipeline
{
    /// <summary>Whether a model can be trained further, by epochs.</summary>
    public abstract bool HasEpochs { get; }

    /// <summary>The epochs of a whole training where the point does not say; null where there is no such thing.</summary>
    public abstract int? Epochs { get; }

    /// <summary>What the pipeline is beside the point, as text: equal for equal pipelines, as far as anybody can tell.</summary>
    public abstract string Identity { get; }

    /// <summary>Where labels are, if it knows.</summary>
    public abstract EvaluationColumns? Columns { get; }

    /// <summary>What it is judged by where nobody says; null where it cannot tell.</summary>
    public abstract EvaluationMetric? Metric { get; }

    /// <summary>What ends its trainings, and so the search.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The epochs of a whole training of a point; null where there is no such thing.</summary>
    public abstract int? EpochsOf(TrialPoint point);

    /// <summary>What the model of a point adds to the data.</summary>
    public abstract SchemaShape GetOutputSchema(MLContext context, TrialPoint point, SchemaShape input);

    /// <summary>Refuses names that are no parameters, and values that they cannot have.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public abstract void Check(TrialPoint point);

    /// <summary>Trains.</summary>
    /// <param name="context">The context of this training.</param>
    /// <param name="point">The parameters.</param>
    /// <param name="data">The rows.</param>
    /// <param name="fit">How far, from where.</param>
    public abstract ITransformer Fit(MLContext context, TrialPoint point, IDataView data, TrialFit fit);
}
