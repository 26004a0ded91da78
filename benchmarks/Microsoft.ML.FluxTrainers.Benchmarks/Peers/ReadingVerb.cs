// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Benchmarks;

/// <summary>reading --data FOLDER [--turns 5]: a text file and rows in memory into the memory that is trained from, beside ML.NET's own cache.</summary>
/// <remarks>Ours is a fit of 0 epochs, without the time that it trains, which is that of the loss before training.</remarks>
internal static class ReadingVerb
{
    private const int Narrow = 28;
    private const int Wide = 500;
    private const int NarrowRows = 1_000_000;
    private const int WideRows = 100_000;
    private const int ObjectRows = 250_000;

    public static void Run(string[] arguments)
    {
        var line = new CommandLine(arguments);
        var context = new MLContext();
        var file = Path.Combine(line.Required("data"), "higgs_like.csv");
        TextLoader.Column[] columns = [new("Label", DataKind.Boolean, 0), new("Features", DataKind.Single, 1, Narrow)];
        var text = context.Data.LoadFromTextFile(file, columns, separatorChar: ',', hasHeader: true);
        var narrow = DenseView.Random(NarrowRows, Narrow, NarrowRows);
        var wide = DenseView.Random(WideRows, Wide, WideRows);
        var objects = context.Data.LoadFromEnumerable(
            Enumerable.Range(0, ObjectRows).Select(Row).ToList(), BinaryRow.Schema(Narrow));
        var cached = context.Data.Cache(narrow);
        Cursors.Pass(cached);

        var cases = new Dictionary<string, (double Bytes, Func<double> Measure)>
        {
            ["text_ours"] = (new FileInfo(file).Length, () => Ours(context, text)),
            ["text_mlnet_cache"] = (new FileInfo(file).Length, () => Measuring.Seconds(() => Cursors.Pass(context.Data.Cache(text)))),
            ["narrow"] = (4.0 * Narrow * NarrowRows, () => Ours(context, narrow)),
            ["narrow_pass"] = (4.0 * Narrow * NarrowRows, () => Measuring.Seconds(() => Cursors.Pass(narrow))),
            ["narrow_copy"] = (4.0 * Narrow * NarrowRows, () => Measuring.Seconds(() => narrow.Copy())),
            ["wide"] = (4.0 * Wide * WideRows, () => Ours(context, wide)),
            ["wide_pass"] = (4.0 * Wide * WideRows, () => Measuring.Seconds(() => Cursors.Pass(wide))),
            ["wide_copy"] = (4.0 * Wide * WideRows, () => Measuring.Seconds(() => wide.Copy())),
            ["objects"] = (4.0 * Narrow * ObjectRows, () => Ours(context, objects)),
            ["objects_pass"] = (4.0 * Narrow * ObjectRows, () => Measuring.Seconds(() => Cursors.Pass(objects))),
            ["cached"] = (4.0 * Narrow * NarrowRows, () => Ours(context, cached)),
            ["cached_pass"] = (4.0 * Narrow * NarrowRows, () => Measuring.Seconds(() => Cursors.Pass(cached))),
        };
        var times = Enumerable.Range(0, line.Number("turns", 5) + 1)
            .SelectMany(turn => cases.Select(one => (one.Key, Turn: turn, Seconds: one.Value.Measure())).ToList())
            .Where(one => one.Turn > 0) // the first warms up
            .ToLookup(one => one.Key, one => one.Seconds);
        var result = new Dictionary<string, object> { ["workload"] = "reading", ["peer"] = "fluxtrainers" };
        foreach (var one in times)
        {
            result[$"{one.Key}_s"] = Measuring.Median(one);
            result[$"{one.Key}_s_min"] = one.Min();
            result[$"{one.Key}_s_max"] = one.Max();
            result[$"{one.Key}_gb_per_s"] = cases[one.Key].Bytes / 1e9 / Measuring.Median(one);
        }

        Measuring.Print(result);
    }

    private static BinaryRow Row(int index)
    {
        var row = new BinaryRow { Features = new float[Narrow], Label = index % 2 == 0 };
        row.Features.AsSpan().Fill(index);
        return row;
    }

    private static double Ours(MLContext context, IDataView view)
    {
        var options = new NeuralBinaryClassifierOptions { Builder = new MlpBuilder(1), Standardize = false, Epochs = 0, Seed = 1 };
        NeuralTransformer? model = null;
        var seconds = Measuring.Seconds(() => model = context.FluxTrainers.NeuralBinaryClassifier(options).Fit(view));
        using (model)
        {
            return seconds - model!.History.Elapsed.TotalSeconds;
        }
    }
}
