// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Writes a chart as a picture.</summary>
internal static class ChartFile
{
    /// <summary>Writes the picture in the format that the file's ending names.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="path">The file, ending in ".svg" or ".png"; an existing one is replaced as a whole.</param>
    /// <exception cref="ArgumentException">The file has another ending.</exception>
    public static void Save(Chart chart, string path)
    {
        switch (Path.GetExtension(Guard.NotEmpty(path, nameof(path))).ToLowerInvariant())
        {
            case ".svg":
                WholeFile.Write(path, stream => stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(ChartSvg.Alone(chart))));
                break;
            case ".png":
                WholeFile.Write(path, stream => ChartPng.Write(chart, stream));
                break;
            default:
                throw new ArgumentException($"A chart is saved as .svg or .png, but the file is '{Path.GetFileName(path)}'.", nameof(path));
        }
    }
}
