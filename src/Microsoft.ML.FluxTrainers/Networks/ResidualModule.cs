// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The module of a <see cref="ResidualLayer"/>.</summary>
internal sealed class ResidualModule : nn.Module<Tensor, Tensor>
{
    // Arrays, since torch would register a module in a field under the field's name.
    private readonly nn.Module<Tensor, Tensor>[] _body;
    private readonly nn.Module<Tensor, Tensor>[] _shortcut;
    private readonly nn.Module<Tensor, Tensor>[] _after;

    // Held, since TorchSharp 0.107 does not keep a scalar alive during the call that uses it.
    private readonly Scalar _one = 1;

    /// <summary>Takes over modules.</summary>
    /// <param name="body">The layers of the body by name.</param>
    /// <param name="shortcut">The layers of the shortcut by name; none adds the input itself.</param>
    /// <param name="activation">Applied to the sum; it has no weights and behaves in training as in use.</param>
    public ResidualModule(
        List<(string Name, nn.Module<Tensor, Tensor> Module)> body,
        List<(string Name, nn.Module<Tensor, Tensor> Module)> shortcut,
        nn.Module<Tensor, Tensor> activation)
        : base(nameof(ResidualModule))
    {
        _body = [.. body.Select(item => item.Module)];
        _shortcut = [.. shortcut.Select(item => item.Module)];
        _after = [activation];
        foreach (var group in body.Concat(shortcut).GroupBy(item => item.Name.Split('.')[0]))
        {
            register_module(group.Key, Child(group.Key, [.. group]));
        }
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sum = Run(_body, input).add(Run(_shortcut, input), _one);
        return Run(_after, sum).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _after[0].Dispose();
            _one.Dispose();
        }

        base.Dispose(disposing);
    }

    private static Tensor Run(nn.Module<Tensor, Tensor>[] layers, Tensor input) =>
        layers.Aggregate(input, (value, layer) => layer.call(value));

    // A module's name can't have dots in it, but in a Sequential, which only holds these; it is never called.
    private static nn.Module<Tensor, Tensor> Child(string name, (string Name, nn.Module<Tensor, Tensor> Module)[] group) =>
        group[0].Name == name
            ? group[0].Module
            : nn.Sequential(Array.ConvertAll(group, item => (item.Name[(name.Length + 1)..], item.Module)));
}
