// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scored data that several metrics look at: its labels and scores are read once, when the first one asks.</summary>
internal sealed class ScoredData(IHostEnvironment environment, IDataView view, EvaluationColumns columns)
{
    public IDataView View => view;

    public EvaluationColumns Columns => columns;

    public ScoredRows Rows => field ??= ScoredRows.Read(new TrainerHost(environment, nameof(EvaluationMetric)), view, columns);
}
