// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>A data set that defaults are chosen on: raw columns, nothing scaled.</summary>
internal abstract class DefaultsTask
{
    /// <summary>What the table calls it.</summary>
    public abstract string Name { get; }

    /// <summary>The task of that name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="file">Its data, or null for where the task expects it.</param>
    public static DefaultsTask Named(string name, string? file) => name switch
    {
        "iris" => new IrisTask(file ?? "samples/iris.csv"),
        "diamonds" => new DiamondsTask(file ?? "benchmarks/data/diamonds.csv"),
        _ => throw new ArgumentException($"There is no task '{name}': it is iris or diamonds."),
    };

    /// <summary>Pairs of rows to train on and rows to test on.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="seed">Which rows go where.</param>
    /// <param name="isSearch">Whether the test rows stay untouched: the pairs are then parts of the training rows.</param>
    public abstract IEnumerable<(IDataView Train, IDataView Test)> Parts(MLContext context, int seed, bool isSearch);

    /// <summary>Keys and vectors made from the columns of the file, kept in memory.</summary>
    protected static IDataView Prepare(MLContext context, IDataView file, IEstimator<ITransformer> columns)
    {
        var prepared = context.Data.Cache(columns.Fit(file).Transform(file), "Label", "Features");
        foreach (var _ in prepared.GetColumn<uint>("Label"))
        {
            // One pass fills the cache, so that no trainer pays for it.
        }

        return prepared;
    }
}
