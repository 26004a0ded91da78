// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The passes of a <see cref="NetworkPlan"/>, one behind the other.</summary>
internal sealed unsafe class PassChain
{
    private readonly NetworkPlan _plan;
    private readonly int _firstTrained; // below it no gradient is needed
    private readonly LayerPass[] _passes;

    /// <summary>Makes the memory.</summary>
    /// <param name="plan">The network.</param>
    /// <param name="capacity">The most rows at once.</param>
    /// <param name="forScoring">Whether there is no backward pass.</param>
    public PassChain(NetworkPlan plan, int capacity, bool forScoring = false)
    {
        (_plan, Capacity, _firstTrained) = (plan, capacity, plan.FirstTrained);
        _passes = new LayerPass[plan.Steps.Count];
        for (var i = 0; i < _passes.Length; i++)
        {
            _passes[i] = plan.Steps[i].NewPass(new PassSite(i == 0 ? null : _passes[i - 1], capacity, plan.TrainedCount, forScoring));
        }
    }

    /// <summary>The most rows at once.</summary>
    public int Capacity { get; }

    /// <summary>Where the gradient of the outputs goes before <see cref="Backward"/>.</summary>
    public PinnedFloats OutputGradient => _passes[^1].Gradient;

    /// <summary>What <see cref="Forward"/> computed last, row after row.</summary>
    public PinnedFloats Output => _passes[^1].Output;

    /// <summary>Takes notice of changed parameters.</summary>
    public void Prepare(PassContext context)
    {
        foreach (var pass in _passes)
        {
            pass.Prepare(context);
        }
    }

    /// <summary>Computes the outputs of some rows, once <see cref="Prepare"/> has seen the parameters.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="context">Parameters, and masks in training.</param>
    public void Forward(float* x, int rows, PassContext context)
    {
        foreach (var pass in _passes)
        {
            pass.Forward(x, rows, context);
            x = pass.Output.Start;
        }
    }

    /// <summary>Adds the gradients of the parameters, after <see cref="Forward"/> and once the outputs' gradient is set.</summary>
    /// <param name="x">The rows.</param>
    /// <param name="rows">How many.</param>
    /// <param name="inputGradient">Receives the gradient of the rows, or null.</param>
    /// <param name="context">As in <see cref="Forward"/>.</param>
    /// <param name="gradient">The flat gradients of those that are trained, which are added to.</param>
    public void Backward(float* x, int rows, float* inputGradient, PassContext context, float* gradient)
    {
        var last = inputGradient == null ? _firstTrained : 0;
        for (var i = _passes.Length - 1; i >= last; i--)
        {
            var input = i == 0 ? x : _passes[i - 1].Output.Start;
            _passes[i].Backward(input, rows, i == 0 ? inputGradient : i == last ? null : _passes[i - 1].Gradient.Start, context, gradient);
        }
    }

    /// <summary>What ReLU layers with a name gave in the last <see cref="Forward"/>: no pass works in place of an activation.</summary>
    public IEnumerable<(ActivationStep Step, PinnedFloats Output)> RectifiedOutputs()
    {
        for (var i = 0; i < _passes.Length; i++)
        {
            foreach (var inner in _passes[i].Inner.SelectMany(chain => chain.RectifiedOutputs()))
            {
                yield return inner;
            }

            if (_plan.Steps[i] is ActivationStep { Kernel: ReLUKernel, Name: not "" } step)
            {
                yield return (step, _passes[i].Output);
            }
        }
    }
}
