// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Collections.Concurrent;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Predicts the mean of the labels that it was trained on, and notes which rows those were and how many of its models are not disposed.</summary>
internal sealed class MeanRegressor(MLContext context, Action<int>? beforeFit = null) : IEstimator<ITransformer>
{
    private int _fits = -1;
    private int _open;

    /// <summary>The numbers of the rows of each fit, in no order.</summary>
    public ConcurrentBag<int[]> Seen { get; } = [];

    /// <summary>Models that are not disposed.</summary>
    public int Open => _open;

    public ITransformer Fit(IDataView input)
    {
        beforeFit?.Invoke(Interlocked.Increment(ref _fits));
        Seen.Add([.. input.GetColumn<float>("Number").Select(number => (int)number)]);
        Interlocked.Increment(ref _open);
        var mean = input.GetColumn<float>("Label").Average();
        var mapping = context.Transforms.CustomMapping<MeanRow, MeanScore>((_, output) => output.Score = mean, contractName: null);
        return new OwnedModel(mapping.Fit(input), () => Interlocked.Decrement(ref _open));
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => throw new NotSupportedException();

    /// <summary>Rows with labels, and with their numbers from 0.</summary>
    public static IDataView Rows(MLContext context, params float[] labels) =>
        context.Data.LoadFromEnumerable(labels.Select((label, i) => new MeanRow { Label = label, Number = i }).ToList());

    private sealed class MeanRow
    {
        public float Label { get; set; }

        public float Number { get; set; }
    }

    private sealed class MeanScore
    {
        public float Score { get; set; }
    }

    private sealed class OwnedModel(ITransformer inner, Action dispose) : ITransformer, IDisposable
    {
        private Action? _dispose = dispose;

        public bool IsRowToRowMapper => inner.IsRowToRowMapper;

        public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inner.GetOutputSchema(inputSchema);

        public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => inner.GetRowToRowMapper(inputSchema);

        public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

        public IDataView Transform(IDataView input) => _dispose is null ? throw new ObjectDisposedException(nameof(OwnedModel)) : inner.Transform(input);

        public void Dispose() => Interlocked.Exchange(ref _dispose, null)?.Invoke();
    }
}
