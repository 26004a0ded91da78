// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Globalization;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.TestProcess;

/// <summary>Prints what a model says of the rows, to the last bit. It names no type of the library.</summary>
internal static class SaleScores
{
    public static void Print(MLContext mlContext, ITransformer model, string name)
    {
        var scored = model.Transform(Sale.View(mlContext));
        var scores = scored.Schema["Score"].Type is VectorDataViewType
            ? scored.GetColumn<float[]>("Score").SelectMany(row => row)
            : scored.GetColumn<float>("Score");
        Console.Out.WriteLine($"{name} {string.Join(' ', scores.Select(score => score.ToString("R", CultureInfo.InvariantCulture)))}");
    }
}
