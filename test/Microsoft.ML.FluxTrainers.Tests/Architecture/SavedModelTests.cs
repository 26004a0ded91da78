// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>What a saved model must not depend on.</summary>
public sealed class SavedModelTests
{
    // The package may have to change its id; models that were saved before must not notice.
    [Test]
    public void The_id_of_the_package_is_not_in_it()
    {
        var id = XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("FluxTrainersPackageId").Single().Value;
        var contents = Entries(Save()).ToList();

        Assert.That(contents, Has.Some.Contains("Microsoft.ML.FluxTrainers, Version=1.0.0.0")); // what the loader is found by
        Assert.That(contents, Has.None.Contains(id));
    }

    private static MemoryStream Save()
    {
        var context = new MLContext(seed: 1);
        var rows = Enumerable.Range(0, 8).Select(i => new Row { Features = [i % 2, i], Label = i % 2 == 0 ? "even" : "odd" });
        var data = context.Data.LoadFromEnumerable(rows.ToList());
        using var model = context.Transforms.Conversion.MapValueToKey("Label")
            .Append(context.FluxTrainers.NeuralClassifier(new NeuralClassifierOptions { Epochs = 1, Device = Device.Cpu }))
            .Fit(data);
        var stream = new MemoryStream();
        context.Model.Save(model, data.Schema, stream);
        return stream;
    }

    /// <summary>The names and contents of a zip's files, each as text of one byte and of two bytes a letter.</summary>
    private static IEnumerable<string> Entries(Stream stream)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (var file = entry.Open())
            {
                file.CopyTo(content);
            }

            yield return entry.FullName;
            yield return Encoding.Latin1.GetString(content.ToArray());
            yield return Encoding.Unicode.GetString(content.ToArray());
            yield return Encoding.Unicode.GetString(content.ToArray().AsSpan(Math.Min(1, (int)content.Length)));
        }
    }

    private sealed class Row
    {
        [Data.VectorType(2)]
        public float[] Features { get; set; } = [];

        public string Label { get; set; } = "";
    }
}
