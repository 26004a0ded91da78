// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Measures a network under training on the validation rows.</summary>
internal sealed class Validator(ITrainingRows rows, TrainingSettings settings, IEpochRunner runner)
{
    private readonly TargetSpec _target = rows.Target;
    private readonly ValidationMetric? _metric = settings.Metric;
    private readonly float[] _outputs = settings.Metric is { } metric ? new float[Length(metric, rows.Count, rows.Target.Outputs)] : [];
    private float[] _labels = [];

    /// <summary>The loss and the metric with the weights as they are.</summary>
    /// <param name="checkAlive">Asked before each block of rows; throws to stop.</param>
    public Validated Measure(Action checkAlive)
    {
        var start = 0;
        foreach (var block in rows.Read(null, settings.BatchSize))
        {
            checkAlive();
            runner.Evaluate(block, _metric is null ? [] : _outputs.AsSpan(start * _target.Outputs, block.Rows * _target.Outputs));
            if (_metric is not null)
            {
                Keep(block, start);
                start += block.Rows;
            }
        }

        var loss = runner.TakeLoss().Mean;
        return new Validated(loss, _metric?.Of(RawScores.Read(_target, settings.Loss.OutputActivation, rows.Count, _outputs, _labels)), _metric?.Measure);
    }

    private static int Length(ValidationMetric metric, int rows, int width) => (long)rows * width <= Array.MaxLength
        ? rows * width
        : throw new InvalidOperationException(FormattableString.Invariant(
            $"{metric.Name} needs the numbers of all validation rows at once: {rows} rows of {width} are more than the {Array.MaxLength} that an array holds. Hold out fewer rows, or leave ValidationMetric out: the validation loss needs none of them."));

    private void Keep(TrainingBlock block, int start)
    {
        if (start == 0)
        {
            _labels = new float[Length(_metric!, rows.Count, block.TargetWidth)];
        }

        block.Targets.Span[..(block.Rows * block.TargetWidth)].CopyTo(_labels.AsSpan(start * block.TargetWidth));
    }
}
