// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>spill FOLDER MARK: fits with rows in a file of the folder until it is killed; makes the file MARK once the training goes on.</summary>
internal static class SpillVerb
{
    public static void Run(string folder, string mark)
    {
        var context = new MLContext(seed: 1);
        context.Log += (_, e) =>
        {
            if (e.RawMessage.StartsWith("Epoch 2/", StringComparison.Ordinal))
            {
                File.WriteAllText(mark, "");
            }
        };
        var options = new NeuralRegressorOptions { Builder = new LinearBuilder(), Epochs = int.MaxValue };
        var run = new TrainingRun { DataLoading = DataLoading.Spill(folder), MemoryBudget = 2000 };
        context.FluxTrainers.NeuralRegressor(options, run)
            .Fit(context.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new Row { Features = [i], Label = i })));
    }

    private sealed class Row
    {
        [VectorType(1)]
        public float[] Features { get; set; } = [];

        public float Label { get; set; }
    }
}
