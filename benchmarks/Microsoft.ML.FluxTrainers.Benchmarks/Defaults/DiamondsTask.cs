// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>The cut of 53,940 diamonds from their other columns: a fifth of the rows is held out.</summary>
internal sealed class DiamondsTask(string file) : DefaultsTask
{
    private static readonly string[] _numbers = ["carat", "depth", "table", "price", "x", "y", "z"];

    public override string Name => "diamonds' cut";

    public override IEnumerable<(IDataView Train, IDataView Test)> Parts(MLContext context, int seed, bool isSearch)
    {
        var rows = Prepare(context, Load(context), Columns(context));
        var held = context.Data.TrainTestSplit(rows, 0.2, seed: seed);
        var used = isSearch ? context.Data.TrainTestSplit(held.TrainSet, 0.2, seed: 1000 + seed) : held;
        return [(used.TrainSet, used.TestSet)];
    }

    private IDataView Load(MLContext context)
    {
        // carat, cut, color, clarity, depth, table, price, x, y, z
        TextLoader.Column[] columns =
        [
            new("carat", DataKind.Single, 0),
            new("cut", DataKind.String, 1),
            new("color", DataKind.String, 2),
            new("clarity", DataKind.String, 3),
            new("depth", DataKind.Single, 4),
            new("table", DataKind.Single, 5),
            new("price", DataKind.Single, 6),
            new("x", DataKind.Single, 7),
            new("y", DataKind.Single, 8),
            new("z", DataKind.Single, 9),
        ];
        return context.Data.LoadFromTextFile(file, columns, separatorChar: ',', hasHeader: true);
    }

    private static EstimatorChain<ColumnConcatenatingTransformer> Columns(MLContext context) => context.Transforms.Conversion.MapValueToKey("Label", "cut")
        .Append(context.Transforms.Categorical.OneHotEncoding([new("color"), new("clarity")]))
        .Append(context.Transforms.Concatenate("Features", ["color", "clarity", .. _numbers]));
}
