// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A user's loss: its name stands for the function, in equality too, since equal functions cannot be
/// recognized.</summary>
internal sealed record CustomLoss : Loss, INamedOption
{
    private readonly Func<torch.Tensor, torch.Tensor, torch.Tensor> _perRow;

    public CustomLoss(string name, Func<torch.Tensor, torch.Tensor, torch.Tensor> perRow)
    {
        Name = Guard.NotEmpty(name, nameof(name));
        _perRow = Guard.NotNull(perRow, nameof(perRow));
    }

    public string Name { get; }

    internal override TargetType TargetType => TargetType.ClassIndex;

    internal override OutputActivation OutputActivation => OutputActivation.Softmax;

    public bool Equals(CustomLoss? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"Loss.From(\"{Name}\")";

    internal override torch.Tensor PerRow(torch.Tensor outputs, torch.Tensor targets)
    {
        var values = Call(outputs, targets)
            ?? throw new InvalidOperationException($"The loss '{Name}' returned null instead of a tensor.");
        var rows = outputs.shape[0];
        if (values.dim() != 1 || values.shape[0] != rows)
        {
            throw new InvalidOperationException(
                $"The loss '{Name}' must return one value for each row, shape [{rows}], but returned shape {Shape(values)} "
                + $"for outputs {Shape(outputs)} and targets {Shape(targets)}. Don't average over the rows; and note that "
                + "[n] with [n, 1] broadcasts to [n, n]: make their shapes equal with unsqueeze or squeeze.");
        }

        if (!values.is_floating_point())
        {
            throw new InvalidOperationException(
                $"The loss '{Name}' must return floating-point values, which have a gradient, but returned {values.dtype}.");
        }

        return values;
    }

    private torch.Tensor? Call(torch.Tensor outputs, torch.Tensor targets)
    {
        try
        {
            return _perRow(outputs, targets);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException(
                $"The loss '{Name}' failed for outputs {Shape(outputs)} and targets {Shape(targets)}: {TorchErrors.FirstLine(exception)}",
                exception);
        }
    }

    private static string Shape(torch.Tensor tensor) => $"[{string.Join(", ", tensor.shape)}]";
}
