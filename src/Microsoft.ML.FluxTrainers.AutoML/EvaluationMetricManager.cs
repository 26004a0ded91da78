// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.AutoML;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A metric of this library as AutoML asks for it.</summary>
internal sealed class EvaluationMetricManager(EvaluationMetric metric, EvaluationColumns? columns) : IEvaluateMetricManager
{
    public bool IsMaximize => metric.HigherIsBetter;

    public string MetricName => metric.Name;

    public double Evaluate(MLContext context, IDataView eval) => metric.Of(eval, columns);
}
