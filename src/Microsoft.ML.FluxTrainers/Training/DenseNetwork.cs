// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.


namespace Microsoft.ML.FluxTrainers;

/// <summary>The forward and backward passes of a <see cref="DensePlan"/>, with memory for a batch.</summary>
/// <remarks>
/// With X the input of a linear step, D the gradient of its output: the gradient of its weights is D' X, of its bias the
/// column sums of D, of its input D W. Steps whose derivative needs only their output work in place.
/// </remarks>
internal sealed unsafe class DenseNetwork
{
    private readonly DensePlan _plan;
    private readonly int _firstTrained; // below it no gradient is needed
    private readonly PinnedFloats[] _outputs; // of each step; the same memory as of the step before where it works in place
    private readonly PinnedFloats[] _gradients; // of the output of each linear step or lookup, and of what follows it
    private readonly PinnedFloats?[] _masks; // of the dropout steps; of a lookup, which ids count as unknown
    private readonly int[]? _ids; // of a lookup, row after row

    /// <summary>Makes the memory.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="capacity">The most rows at once.</param>
    public DenseNetwork(DensePlan plan, int capacity)
    {
        (_plan, Capacity, _firstTrained) = (plan, capacity, plan.FirstTrained);
        var steps = plan.Steps;
        _outputs = new PinnedFloats[steps.Count];
        _gradients = new PinnedFloats[steps.Count];
        _masks = new PinnedFloats?[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            var isOwn = steps[i] is LinearStep or EmbeddingStep or DropoutStep or ActivationStep { Kernel.KeepsInput: true };
            _outputs[i] = isOwn ? new PinnedFloats(capacity * steps[i].Outputs) : _outputs[i - 1];
            _gradients[i] = steps[i] is LinearStep or EmbeddingStep ? new PinnedFloats(capacity * steps[i].Outputs) : _gradients[i - 1];
            _masks[i] = steps[i] switch
            {
                DropoutStep => new PinnedFloats(capacity * steps[i].Outputs),
                EmbeddingStep { HasUnknown: true } => new PinnedFloats(capacity),
                _ => null,
            };
            _ids = steps[i] is EmbeddingStep lookup ? new int[capacity * lookup.Lookup.IdCount] : _ids;
        }
    }

    /// <summary>The most rows at once.</summary>
    public int Capacity { get; }

    /// <summary>Where the gradient of the outputs goes before <see cref="Backward"/>.</summary>
    public Span<float> OutputGradient(int rows) => _gradients[^1].Span[..(rows * _plan.Steps[^1].Outputs)];

    /// <summary>The outputs of some rows.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="parameters">The flat parameters.</param>
    /// <param name="dropout">Where masks are drawn from in training, or null for none.</param>
    public ReadOnlySpan<float> Forward(float* x, int rows, float* parameters, RandomStream? dropout)
    {
        for (var i = 0; i < _plan.Steps.Count; i++)
        {
            var count = rows * _plan.Steps[i].Outputs;
            switch (_plan.Steps[i])
            {
                case LinearStep linear:
                    var weight = Matrix.Rows(parameters + linear.Weight.Offset, linear.Inputs).Transposed;
                    var bias = linear.Bias is { } slot ? parameters + slot.Offset : null;
                    var input = Matrix.Rows(i == 0 ? x : _outputs[i - 1].Start, linear.Inputs);
                    MatrixProduct.Multiply(rows, linear.Outputs, linear.Inputs, input, weight, _outputs[i].Start, bias);
                    break;
                case EmbeddingStep embedding:
                    Look(embedding, x, rows, parameters, dropout);
                    break;
                case ActivationStep activation:
                    activation.Kernel.Forward(_outputs[i - 1].Span[..count], _outputs[i].Span[..count]);
                    break;
                case DropoutStep step:
                    Drop(i, step, count, dropout);
                    break;
            }
        }

        return Outputs(rows);
    }

    /// <summary>What <see cref="Forward"/> computed last.</summary>
    public ReadOnlySpan<float> Outputs(int rows) => _outputs[^1].Span[..(rows * _plan.Steps[^1].Outputs)];

    /// <summary>Adds the gradients of the parameters, after <see cref="Forward"/> and once the outputs' gradient is set.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="parameters">The flat parameters.</param>
    /// <param name="gradient">The flat gradients of those that are trained, which are added to.</param>
    public void Backward(float* x, int rows, float* parameters, float* gradient)
    {
        for (var i = _plan.Steps.Count - 1; i >= _firstTrained; i--)
        {
            var count = rows * _plan.Steps[i].Outputs;
            var d = _gradients[i];
            switch (_plan.Steps[i])
            {
                case LinearStep linear:
                    var input = Matrix.Rows(i == 0 ? x : _outputs[i - 1].Start, linear.Inputs);
                    BackwardLinear(linear, input, d, rows, parameters, gradient, i == _firstTrained ? null : _gradients[i - 1]);
                    break;
                case EmbeddingStep embedding:
                    embedding.Lookup.Backward(_ids!, rows, d.Start, gradient, _plan.TrainedCount);
                    break;
                case ActivationStep activation:
                    activation.Kernel.Backward(_outputs[i - 1].Span[..count], _outputs[i].Span[..count], d.Span[..count]);
                    break;
                case DropoutStep:
                    VectorLoops.Multiply(d.Span[..count], _masks[i]!.Span[..count], d.Span[..count]);
                    break;
            }
        }
    }

    /// <summary>Marks the units of ReLU layers that were not 0 in the last <see cref="Forward"/>.</summary>
    public void MarkUnits(int rows, UnitWatch watch)
    {
        for (var i = 0; i < _plan.Steps.Count; i++)
        {
            var isOverwritten = i + 1 < _plan.Steps.Count && _outputs[i + 1] == _outputs[i];
            if (_plan.Steps[i] is ActivationStep { Kernel: ReLUKernel } step && !isOverwritten)
            {
                watch.Mark(step.Name, _outputs[i].Span[..(rows * step.Outputs)], step.Outputs);
            }
        }
    }

    private void BackwardLinear(
        LinearStep step, Matrix input, PinnedFloats d, int rows, float* parameters, float* gradient, PinnedFloats? inputGradient)
    {
        var output = Matrix.Rows(d.Start, step.Outputs);
        if (_plan.HasGradient(step.Weight))
        {
            MatrixProduct.Multiply(
                step.Outputs, step.Inputs, rows, output.Transposed, input, gradient + step.Weight.Offset, accumulate: true);
        }

        if (_plan.HasGradient(step.Bias))
        {
            ColumnSums.Add(d.Start, rows, step.Outputs, gradient + step.Bias!.Offset);
        }

        if (inputGradient is not null)
        {
            var weight = Matrix.Rows(parameters + step.Weight.Offset, step.Inputs);
            MatrixProduct.Multiply(rows, step.Inputs, step.Outputs, output, weight, inputGradient.Start);
        }
    }

    /// <summary>Looks up categories; in training, some count as unknown.</summary>
    private void Look(EmbeddingStep step, float* x, int rows, float* parameters, RandomStream? dropout)
    {
        step.Lookup.Read(x, rows, _ids);
        for (var category = 0; dropout is not null && category < step.UnknownShares.Count; category++)
        {
            if (step.UnknownShares[category] > 0)
            {
                var mask = _masks[0]!.Span[..rows];
                dropout.FillDropoutMask(mask, step.UnknownShares[category]);
                step.Lookup.Forget(_ids, category, mask);
            }
        }

        step.Lookup.Forward(x, _ids, rows, parameters, _outputs[0].Start);
    }

    private void Drop(int at, DropoutStep step, int count, RandomStream? dropout)
    {
        var input = _outputs[at - 1].Span[..count];
        if (dropout is null)
        {
            input.CopyTo(_outputs[at].Span);
            return;
        }

        var mask = _masks[at]!.Span[..count];
        dropout.FillDropoutMask(mask, step.Probability);
        VectorLoops.Multiply(input, mask, _outputs[at].Span[..count]);
    }
}
