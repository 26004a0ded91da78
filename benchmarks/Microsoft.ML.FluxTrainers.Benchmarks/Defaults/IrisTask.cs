// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>150 flowers of three kinds: five folds.</summary>
internal sealed class IrisTask(string file) : DefaultsTask
{
    public override string Name => "iris, 5 folds";

    public override IEnumerable<(IDataView Train, IDataView Test)> Parts(MLContext context, int seed, bool isSearch)
    {
        var loaded = context.Data.LoadFromTextFile(
            file,
            [new("Features", DataKind.Single, 0, 3), new("Species", DataKind.String, 4)],
            separatorChar: ',',
            hasHeader: true);
        var rows = Prepare(context, loaded, context.Transforms.Conversion.MapValueToKey("Label", "Species"));

        // So few rows leave none to put aside: a search uses other folds.
        var folds = context.Data.CrossValidationSplit(rows, 5, seed: isSearch ? 1000 + seed : seed);
        return folds.Select(fold => (fold.TrainSet, fold.TestSet));
    }
}
