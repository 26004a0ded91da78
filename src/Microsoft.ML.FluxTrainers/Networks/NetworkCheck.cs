// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using static TorchSharp.torch;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Makes a network and tries it before hours are spent on it.</summary>
internal static class NetworkCheck
{
    /// <summary>Makes the builder's network and runs it once.</summary>
    /// <returns>The network, in the mode that it came in; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">The builder fails, or its network does not suit the data.</exception>
    public static nn.Module<Tensor, Tensor> Build(NetworkBuilder builder, NetworkShape shape)
    {
        var module = Make(builder, shape);
        try
        {
            Run(module, builder, shape);
            return module;
        }
        catch
        {
            module.Dispose();
            throw;
        }
    }

    /// <summary>The layers of a builder's network, checked without making a module.</summary>
    /// <exception cref="InvalidOperationException">The builder fails, or its network does not suit the data.</exception>
    public static LayerStack Describe(StackBuilder builder, NetworkShape shape)
    {
        try
        {
            var stack = builder.Describe(shape);
            var output = stack.OutputShape(shape.Row);
            return output.SequenceEqual([shape.Outputs])
                ? stack
                : throw new InvalidOperationException($"Its rows go from {shape.Row} to {output}, but the data needs [{shape.Outputs}].");
        }
        catch (Exception exception)
        {
            throw Failed(builder, shape, exception);
        }
    }

    /// <summary>Runs two rows of zeros through a network.</summary>
    /// <exception cref="InvalidOperationException">The network fails, or its output does not suit the data.</exception>
    public static void Run(nn.Module<Tensor, Tensor> module, NetworkBuilder builder, NetworkShape shape)
    {
        using var scope = NewDisposeScope();
        using var evaluated = new EvaluationMode(module);
        long[] input = [2, .. shape.Row.Select(size => (long)size)];
        Tensor output;
        try
        {
            output = module.call(zeros(input, ScalarType.Float32, CPU));
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"{builder} built a network that fails on an input of {Text(input)}: {TorchErrors.FirstLine(exception)}", exception);
        }

        if (output.dtype != ScalarType.Float32)
        {
            throw new InvalidOperationException(
                $"{builder} built a network whose output is of type {output.dtype}, but Float32 is needed. Convert it in the network's forward.");
        }

        if (!output.shape.SequenceEqual([2, shape.Outputs]))
        {
            throw new InvalidOperationException(
                $"{builder} built a network from {Text(input)} to {Text(output.shape)}, but the data needs [2, {shape.Outputs}] "
                + "(2 is the number of rows). Make its last layer fit the shape that the builder gets.");
        }
    }

    private static nn.Module<Tensor, Tensor> Make(NetworkBuilder builder, NetworkShape shape)
    {
        try
        {
            if (builder is StackBuilder)
            {
                return builder.Build(shape);
            }

            using var lent = new TorchRandomScope(shape.Random.NextSeed());
            return NewModule.Checked(builder.Build(shape), "It");
        }
        catch (Exception exception)
        {
            throw Failed(builder, shape, exception);
        }
    }

    private static InvalidOperationException Failed(NetworkBuilder builder, NetworkShape shape, Exception exception) => new(
        $"{builder} failed to build a network with {shape.Inputs} inputs and {shape.Outputs} outputs: {TorchErrors.FirstLine(exception)}",
        exception);

    private static string Text(long[] shape) => $"[{string.Join(", ", shape)}]";
}
