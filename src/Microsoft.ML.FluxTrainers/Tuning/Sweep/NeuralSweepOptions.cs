// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.SearchSpace;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a sweep by attributes, such as AutoML's, varies of every trainer: flat settings of types that survive JSON, each with its range and its default.</summary>
/// <remarks>The search starts at the attributes' defaults, which are those of the trainer's options: <c>new …SweepOptions().ToOptions()</c> equals <c>new …Options()</c>. Each
/// value that is given to <c>ToOptions</c> beside them stays as it is.</remarks>
public abstract record NeuralSweepOptions
{
    private protected NeuralSweepOptions()
    {
    }

    /// <summary>Rows per gradient step. Default 32.</summary>
    [Choice([16, 32, 64, 128, 256], 32)]
    public int BatchSize { get; init; } = 32;

    /// <summary>The probability that training drops a hidden number. Default 0.</summary>
    [Range(0.0, 0.5, 0.0)]
    public double Dropout { get; init; }

    /// <summary>The weight decay of <see cref="AdamW"/>; 0 leaves the optimizer as it is. Default 0.</summary>
    [Choice([0.0, 0.0001, 0.001, 0.01], 0.0)]
    public double WeightDecay { get; init; }

    /// <summary>The widths of a list such as "128,64"; none for an empty text.</summary>
    private protected static int[] Widths(string text, string name)
    {
        try
        {
            return [.. Guard.NotNull(text, name).Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new ArgumentException($"{name} must be whole numbers with commas between, such as \"128,64\", but is \"{text}\".", name, e);
        }
    }

    /// <summary>The options with optimizer and batch size of this sweep.</summary>
    private protected T Applied<T>(T options, double learningRate)
        where T : NeuralOptions => options with
        {
            BatchSize = BatchSize,
            Optimizer = WeightDecay > 0
                ? (options.Optimizer as AdamW ?? new AdamW()) with { LearningRate = learningRate, WeightDecay = WeightDecay }
                : options.Optimizer with { LearningRate = learningRate },
        };
}
