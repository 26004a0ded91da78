// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>An activation of the user's own, made by <see cref="Activation.From"/>.</summary>
/// <remarks>Two of them are equal if their names are: the name stands for the function wherever it cannot be stored.</remarks>
public sealed record CustomActivation : Activation, INamedOption
{
    private readonly Func<Tensor, Tensor> _function;

    internal CustomActivation(string name, Func<Tensor, Tensor> function)
    {
        Name = Guard.NotEmpty(name, nameof(name));
        _function = Guard.NotNull(function, nameof(function));
    }

    /// <summary>What stands for the function in saved models and in comparisons.</summary>
    public string Name { get; }

    /// <summary>Compares the names.</summary>
    /// <param name="other">Another activation.</param>
    public bool Equals(CustomActivation? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private protected override string Text => Name;

    internal override nn.Module<Tensor, Tensor> ToModule() => new CustomActivationModule(this, _function);
}
