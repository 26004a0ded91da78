// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Measures a network under training on the validation rows.</summary>
internal sealed class Validator(ITrainingRows rows, TrainingSettings settings, IEpochRunner runner)
{
    private readonly TargetSpec _target = rows.Target;
    private readonly ValidationMetric? _metric = settings.Metric;
    private readonly float[] _outputs = new float[settings.Metric is null ? 0 : checked(rows.Count * rows.Target.Outputs)];
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
        return new Validated(loss, _metric?.Of(Scores()), _metric?.Measure);
    }

    private void Keep(TrainingBlock block, int start)
    {
        if (start == 0)
        {
            _labels = new float[checked(rows.Count * block.TargetWidth)];
        }

        block.Targets.Span[..(block.Rows * block.TargetWidth)].CopyTo(_labels.AsSpan(start * block.TargetWidth));
    }

    /// <summary>From raw outputs and targets to what users know: probabilities, and numbers in the label's unit.</summary>
    private ValidationScores Scores()
    {
        for (var row = 0; row < rows.Count; row++)
        {
            settings.Loss.OutputActivation.Apply(_outputs.AsSpan(row * _target.Outputs, _target.Outputs));
        }

        return _target switch
        {
            ScaledTarget number => new ValidationScores(rows.Count, Numbers(number), InUnit(_labels, number.Scaling), isChoice: false),
            NumbersTarget numbers => new ValidationScores(rows.Count, InUnit(_outputs, numbers.Scaling), InUnit(_labels, numbers.Scaling), isChoice: false),
            BinaryTarget binary => new ValidationScores(rows.Count, _outputs, _labels, isChoice: false, binary.Threshold),
            LabelsTarget labels => new ValidationScores(rows.Count, _outputs, _labels, isChoice: false, labels.Threshold),
            _ => new ValidationScores(rows.Count, _outputs, _labels, isChoice: true),
        };
    }

    /// <summary>One number a row: the mean, or the quantile nearest to the median.</summary>
    private float[] Numbers(ScaledTarget target)
    {
        var numbers = new float[rows.Count];
        for (var row = 0; row < numbers.Length; row++)
        {
            var outputs = _outputs.AsSpan(row * target.Outputs, target.Outputs);
            if (target is QuantileTarget)
            {
                outputs.Sort(); // quantiles never cross
            }

            numbers[row] = target.FromNetwork(outputs[target is QuantileTarget quantiles ? quantiles.Middle : 0]);
        }

        return numbers;
    }

    private static float[] InUnit(float[] values, float[] scaling)
    {
        var width = scaling.Length / 2;
        return [.. values.Select((value, i) => (value * scaling[width + (i % width)]) + scaling[i % width])];
    }
}
