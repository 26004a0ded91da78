// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.
#:project ../../src/Microsoft.ML.FluxTrainers/Microsoft.ML.FluxTrainers.csproj
#:package Microsoft.Data.Sqlite

// Rows of a real SQLite database, through ML.NET's DatabaseLoader: in memory, spilled to a file, and read anew each epoch.
// Run it: dotnet run -c Release build/soak/database.cs [rows, default 300000]
using System.Data;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.FluxTrainers;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 300_000;
var path = Path.Combine(Path.GetTempPath(), $"database-{Environment.ProcessId}.sqlite");
try
{
    var connection = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();
    Fill(connection, rows);
    Console.WriteLine($"{rows} rows in a database of {new FileInfo(path).Length / 1e6:F1} MB");
    var context = new MLContext(seed: 1);
    DatabaseLoader.Column[] columns =
    [
        new("size", DbType.Single, 0), new("rooms", DbType.Single, 1), new("age", DbType.Single, 2), new("price", DbType.Single, 3),
    ];
    var loader = context.Data.CreateDatabaseLoader(columns);
    var data = loader.Load(new DatabaseSource(SqliteFactory.Instance, connection, "SELECT size, rooms, age, price FROM house ORDER BY id"));
    var options = new NeuralRegressorOptions { LabelColumnName = "price", Builder = new MlpBuilder(16), BatchSize = 256, Epochs = 3, Shuffle = Shuffle.None };
    IReadOnlyList<double> Fit(DataLoading loading)
    {
        var clock = Stopwatch.StartNew();
        var pipeline = context.Transforms.Concatenate("Features", "size", "rooms", "age")
            .Append(context.FluxTrainers.NeuralRegressor(options, new TrainingRun { DataLoading = loading, MemoryBudget = 16 << 20 }));
        using var model = pipeline.Fit(data);
        var losses = model.LastTransformer.Model.History.TrainingLosses;
        Console.WriteLine($"{loading.GetType().Name,-17}{clock.Elapsed.TotalSeconds,6:F1} s  losses {string.Join(", ", losses.Select(loss => loss.ToString("G9", CultureInfo.InvariantCulture)))}");
        return losses;
    }

    var memory = Fit(DataLoading.InMemory);
    var spilled = Fit(DataLoading.Spill());
    var streamed = Fit(DataLoading.Streaming());
    var passed = memory.SequenceEqual(spilled) && memory.Zip(streamed).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5) && memory[^1] < 0.1 * memory[0];
    Console.WriteLine(passed
        ? "passed: spilled equals memory to the bit, streamed to 1e-5"
        : "FAILED");
    return passed ? 0 : 1;
}
finally
{
    File.Delete(path);
}

static void Fill(string connection, int rows)
{
    using var database = new SqliteConnection(connection);
    database.Open();
    using var transaction = database.BeginTransaction();
    using var command = database.CreateCommand();
    command.CommandText = "CREATE TABLE house (id INTEGER PRIMARY KEY, size REAL, rooms REAL, age REAL, price REAL)";
    command.ExecuteNonQuery();
    command.CommandText = "INSERT INTO house VALUES ($id, $size, $rooms, $age, $price)";
    List<string> names = ["$id", "$size", "$rooms", "$age", "$price"];
    var parameters = names.ConvertAll(name => command.Parameters.AddWithValue(name, 0.0));
    var random = new Random(1);
    for (var i = 0; i < rows; i++)
    {
        var (size, rooms, age) = (30 + (200 * random.NextDouble()), (double)random.Next(1, 8), 100 * random.NextDouble());
        object[] values = [i, size, rooms, age, (3000 * size) + (20_000 * rooms) - (1500 * age)];
        for (var place = 0; place < values.Length; place++)
        {
            parameters[place].Value = values[place];
        }

        command.ExecuteNonQuery();
    }

    transaction.Commit();
}
