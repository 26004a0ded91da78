// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Tables whose amounts follow from their categories, and views of them.</summary>
internal static class TableRows
{
    private static readonly string[] _cities = ["Oslo", "Rome", "Lima", "Pune", "Cork"];
    private static readonly string[] _kinds = ["flat", "house", "barn"];
    private static readonly float[] _worth = [3, -1, 0, 2, -4];

    /// <summary>Rows in which the amount is the worth of the city, plus twice the number of the kind, plus half the age.</summary>
    public static List<TableRow> Make(int count = 120, int seed = 7)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (city, kind) = (i < 5 ? i : random.NextInt(5), i < 3 ? i : random.NextInt(3));
            var age = (float)random.NextNormal();
            var amount = _worth[city] + (2 * kind) + (age / 2);
            return new TableRow
            {
                Age = age,
                Price = 100 + (10 * random.NextNormal()),
                Rooms = 1 + random.NextInt(5),
                Open = random.NextInt(2) == 1,
                When = new DateTime(2024, 1, 1, 6, 0, 0).AddDays(i),
                City = _cities[city],
                Kind = _kinds[kind],
                Note = $"note {i}",
                Class = amount > 3 ? "dear" : amount > 0 ? "fair" : "cheap",
                Label = amount > 1,
                Amount = amount,
                Features = [age, (float)random.NextNormal()],
            };
        })];
    }

    /// <summary>The rows as ML.NET sees them.</summary>
    public static IDataView ToView(this IEnumerable<TableRow> rows, MLContext? mlContext = null) =>
        (mlContext ?? new MLContext(1)).Data.LoadFromEnumerable(rows.ToList());

    /// <summary>The view with keys in place of texts.</summary>
    public static IDataView WithKeys(this IDataView view, MLContext mlContext, params string[] columns)
    {
        foreach (var column in columns)
        {
            view = mlContext.Transforms.Conversion.MapValueToKey(column).Fit(view).Transform(view);
        }

        return view;
    }

    /// <summary>A regressor of the amount that learns in a moment.</summary>
    public static NeuralRegressorOptions Regressor { get; } = new()
    {
        LabelColumnName = nameof(TableRow.Amount),
        CategoricalColumnNames = [nameof(TableRow.City), nameof(TableRow.Kind)],
        Builder = new MlpBuilder(8),
        Optimizer = new Adam(0.02),
        Epochs = 30,
        BatchSize = 16,
        Seed = 3,
    };

    /// <summary>Fits a regressor.</summary>
    public static NeuralTransformer Fit(this NeuralRegressorOptions options, IDataView data, RunnerKind runner = RunnerKind.Auto) =>
        new MLContext(1).FluxTrainers.NeuralRegressor(options, new TrainingRun { Runner = runner }).Fit(data);

    /// <summary>The scores of a regressor.</summary>
    public static float[] Scores(this ITransformer model, IDataView data) => [.. model.Transform(data).GetColumn<float>("Score")];

    /// <summary>A model saved and loaded by a context that knows nothing.</summary>
    public static T Reload<T>(this T model, IDataView data)
        where T : class, ITransformer =>
        (T)Contract.ModelRoundTrip.Through(new MLContext(), model, data.Schema).Model;
}
