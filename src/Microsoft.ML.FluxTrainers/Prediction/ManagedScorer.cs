// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Scores stacks of dense layers in managed code: libtorch is never loaded, and nothing is allocated for a row.</summary>
/// <remarks>A row gives the same bits alone and in a batch.</remarks>
internal sealed unsafe class ManagedScorer : IScorer
{
    private const int RowsAtOnce = 64;
    private const int MostStackFloats = 4096;
    private readonly ScorerStep[] _steps;
    private readonly ScorerLookup? _lookup;
    private readonly int _widest;

    private ManagedScorer(List<ScorerStep> steps, ScorerLookup? lookup)
    {
        (_steps, _lookup) = ([.. steps], lookup);
        _widest = Math.Max(steps.Max(step => step.Weights.Padded), lookup?.Outputs ?? 0);
    }

    /// <summary>A scorer for a network, or null where it has layers that are not dense.</summary>
    public static ManagedScorer? Of(TrainedNetwork network, NetworkPlan plan)
    {
        var values = network.State.Tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Values as float[]);
        var steps = new List<ScorerStep>();
        ScorerLookup? lookup = null;
        foreach (var step in plan.Steps)
        {
            switch (step)
            {
                case EmbeddingStep embedding:
                    lookup = new ScorerLookup(embedding, values);
                    break;
                case LinearStep linear:
                    steps.Add(new ScorerStep(Weights(linear, values)));
                    break;
                case ActivationStep activation when steps.Count > 0:
                    steps[^1].Activations.Add(activation.Kernel);
                    break;
                case DropoutStep:
                    break;
                default:
                    return null;
            }
        }

        return steps.Count > 0 ? new ManagedScorer(steps, lookup) : null;
    }

    [SkipLocalsInit] // the scratch is written before it is read
    public void Score(float[] features, int rows, Span<float> scores)
    {
        var atOnce = Math.Min(rows, RowsAtOnce);
        var length = checked((atOnce * _widest) + MatrixProduct.Slack);
        var isSmall = 2 * length <= MostStackFloats;
        var stack = stackalloc float[isSmall ? 2 * length : 1];
        var scratch = isSmall ? stack : (float*)NativeMemory.Alloc((nuint)length * 2, sizeof(float));
        try
        {
            fixed (float* x = features)
            {
                for (var row = 0; row < rows; row += atOnce)
                {
                    var count = Math.Min(atOnce, rows - row);
                    var outputs = _steps[^1].Weights.Outputs;
                    var result = Run(x + ((nint)row * (_lookup?.Inputs ?? _steps[0].Weights.Inputs)), count, scratch, scratch + length);
                    CopyRows(result, _steps[^1].Weights.Padded, scores.Slice(row * outputs, count * outputs), outputs);
                }
            }
        }
        finally
        {
            if (!isSmall)
            {
                NativeMemory.Free(scratch);
            }
        }
    }

    public void Dispose()
    {
        // Managed memory only.
    }

    /// <summary>Runs some rows through all layers; the result lies in one of the two scratches, padded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float* Run(float* x, int rows, float* first, float* second)
    {
        var input = x;
        if (_lookup is not null)
        {
            _lookup.Run(x, rows, first);
            input = first;
        }

        var width = _steps[0].Weights.Inputs;
        foreach (var step in _steps)
        {
            var output = input == first ? second : first;
            var padded = step.Weights.Padded;
            step.Weights.Multiply(input, width, rows, padded, output);
            foreach (var activation in step.Activations)
            {
                var other = output == first ? second : first; // the input is not needed any more
                var count = rows * padded;
                activation.Forward(new ReadOnlySpan<float>(output, count), new Span<float>(other, count));
                output = other;
            }

            input = output;
            width = padded;
        }

        return input;
    }

    private static PaddedWeights Weights(LinearStep step, Dictionary<string, float[]?> values)
    {
        var weights = new PaddedWeights(step.Inputs, step.Outputs);
        fixed (float* weight = values[step.Weight.Name], bias = step.Bias is { } slot ? values[slot.Name] : null)
        {
            weights.Set(weight, bias);
        }

        return weights;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyRows(float* from, int step, Span<float> to, int width)
    {
        for (var row = 0; row * width < to.Length; row++)
        {
            new ReadOnlySpan<float>(from + ((nint)row * step), width).CopyTo(to.Slice(row * width, width));
        }
    }
}
