// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The lookup of categories, laid out for scoring.</summary>
internal sealed unsafe class ScorerLookup
{
    private const int MostStackIds = 1024;
    private readonly CategoryVectors _lookup;
    private readonly PinnedFloats _tables;

    /// <summary>Takes over the vectors of a network whose first layer looks them up.</summary>
    public ScorerLookup(EmbeddingStep step, Dictionary<string, float[]?> values)
    {
        (_lookup, Inputs, Outputs) = (step.Lookup, step.Inputs, step.Outputs);
        _tables = new PinnedFloats(step.Tables.Max(table => table.Offset + table.Count));
        foreach (var table in step.Tables)
        {
            values[table.Name]!.CopyTo(_tables.Span[table.Offset..]);
        }
    }

    /// <summary>The numbers that come in for a row.</summary>
    public int Inputs { get; }

    /// <summary>The numbers that go out for a row.</summary>
    public int Outputs { get; }

    /// <summary>Looks up the categories of some rows.</summary>
    public void Run(float* x, int rows, float* y)
    {
        var count = rows * _lookup.IdCount;
        Span<int> ids = count <= MostStackIds ? stackalloc int[count] : new int[count];
        _lookup.Read(x, rows, ids);
        _lookup.Forward(x, ids, rows, _tables.Start, y);
    }
}
