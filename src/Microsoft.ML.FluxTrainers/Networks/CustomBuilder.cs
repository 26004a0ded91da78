// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A builder that calls the user's own function, made by <see cref="NetworkBuilder.From"/>.</summary>
/// <remarks>Two of them are equal if their names are: the name stands for the function wherever it cannot be stored.</remarks>
public sealed record CustomBuilder : NetworkBuilder, INamedOption
{
    private readonly Func<NetworkShape, nn.Module<Tensor, Tensor>> _build;

    internal CustomBuilder(string name, Func<NetworkShape, nn.Module<Tensor, Tensor>> build)
    {
        Name = Guard.NotEmpty(name, nameof(name));
        _build = Guard.NotNull(build, nameof(build));
    }

    /// <summary>What stands for the function in saved models and in comparisons.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override nn.Module<Tensor, Tensor> Build(NetworkShape shape) => _build(shape);

    /// <summary>Compares the names.</summary>
    /// <param name="other">Another builder.</param>
    public bool Equals(CustomBuilder? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"NetworkBuilder.From(\"{Name}\")";
}
