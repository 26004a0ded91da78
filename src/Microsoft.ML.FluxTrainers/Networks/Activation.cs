// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A function applied to each number between two layers.</summary>
/// <remarks>For example <c>new MlpBuilder(5, 4) { Activation = Activation.Tanh }</c>. Equal settings are equal.</remarks>
[OptionFamily]
public abstract record Activation
{
    private protected Activation()
    {
    }

    /// <summary>max(0, x).</summary>
    public static Activation ReLU { get; } = new ReLUActivation();

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Activation Sigmoid { get; } = new SigmoidActivation();

    /// <summary>The hyperbolic tangent.</summary>
    public static Activation Tanh { get; } = new TanhActivation();

    /// <summary>x times the normal distribution function of x, not its tanh approximation.</summary>
    public static Activation GELU { get; } = new GELUActivation();

    /// <summary>x / (1 + exp(-x)), also called swish.</summary>
    public static Activation SiLU { get; } = new SiLUActivation();

    /// <summary>x tanh(softplus(x)).</summary>
    public static Activation Mish { get; } = new MishActivation();

    /// <summary>The scaled exponential linear unit: 1.0507 times (x above 0, else 1.67326 (exp(x) - 1)).</summary>
    public static Activation SELU { get; } = new SELUActivation();

    /// <summary>log(1 + exp(x)); x itself above 20.</summary>
    public static Activation Softplus { get; } = new SoftplusActivation();

    /// <summary>x itself.</summary>
    public static Activation Identity { get; } = new IdentityActivation();

    /// <summary>x above 0, a fraction of x below.</summary>
    /// <param name="negativeSlope">The fraction, finite. Default 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not finite.</exception>
    public static Activation LeakyReLU(double negativeSlope = 0.01) => new LeakyReLUActivation(negativeSlope);

    /// <summary>x above 0, alpha (exp(x) - 1) below.</summary>
    /// <param name="alpha">The size of the limit far below 0, finite. Default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not finite.</exception>
    public static Activation ELU(double alpha = 1) => new ELUActivation(alpha);

    /// <summary>A function of your own.</summary>
    /// <param name="name">What stands for the function in saved models and in comparisons, not empty.</param>
    /// <param name="function">Maps a tensor to a new tensor of the same shape, differentiable by torch.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static Activation From(string name, Func<Tensor, Tensor> function) => new CustomActivation(name, function);

    /// <summary>The activation's name, with its settings if it has any.</summary>
    public sealed override string ToString() => Text;

    private protected virtual string Text => GetType().Name[..^nameof(Activation).Length];

    /// <summary>A new module of torch that applies the function; the caller disposes it.</summary>
    internal abstract nn.Module<Tensor, Tensor> ToModule();

    /// <summary>The function and its derivative in managed code, or null where only torch has them.</summary>
    internal virtual ActivationKernel? Kernel => null;
}
