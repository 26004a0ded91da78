// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="ResidualStep"/>.</summary>
/// <remarks>The gradient of the sum is that of the outputs of both sides, and the gradients of their inputs are added up.</remarks>
internal sealed unsafe class ResidualPass(ResidualStep step, PassSite site)
    : LayerPass(site.NewNumbers(step.Outputs), site.NewTrainingNumbers(step.Outputs))
{
    private readonly PassChain _body = Chain(step.Body, site);
    private readonly PassChain? _shortcut = step.Shortcut.Count > 0 ? Chain(step.Shortcut, site) : null;
    private readonly PinnedFloats _shortcutGradient = site.NewTrainingNumbers(step.Shortcut.Count > 0 ? step.Inputs : 0); // of the input

    public override IEnumerable<PassChain> Inner => _shortcut is null ? [_body] : [_body, _shortcut];

    public override void Prepare(PassContext context)
    {
        _body.Prepare(context);
        _shortcut?.Prepare(context);
    }

    public override void Forward(float* input, int rows, PassContext context)
    {
        _body.Forward(input, rows, context);
        _shortcut?.Forward(input, rows, context);
        var added = _shortcut is null ? input : _shortcut.Output.Start;
        var count = rows * step.Outputs;
        VectorLoops.Add(_body.Output.Span[..count], new ReadOnlySpan<float>(added, count), Output.Span[..count]);
    }

    public override void Backward(float* input, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        var d = Gradient.Span[..(rows * step.Outputs)];
        d.CopyTo(_body.OutputGradient.Span);
        _body.Backward(input, rows, inputGradient, context, gradient);
        if (_shortcut is null)
        {
            if (inputGradient != null)
            {
                var sum = new Span<float>(inputGradient, d.Length);
                VectorLoops.Add(sum, d, sum);
            }

            return;
        }

        d.CopyTo(_shortcut.OutputGradient.Span);
        if (inputGradient == null)
        {
            _shortcut.Backward(input, rows, null, context, gradient);
            return;
        }

        _shortcut.Backward(input, rows, _shortcutGradient.Start, context, gradient);
        var both = new Span<float>(inputGradient, rows * step.Inputs);
        VectorLoops.Add(both, _shortcutGradient.Span[..both.Length], both);
    }

    private static PassChain Chain(IReadOnlyList<PlanStep> steps, PassSite site) =>
        new(new NetworkPlan(steps, site.TrainedCount), site.Capacity, site.ForScoring);
}
