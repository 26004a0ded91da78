// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text.Json;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Numbers from another implementation, in the folder Reference beside the script that made them.</summary>
internal static class ReferenceFile
{
    public static JsonElement Read(string name)
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "Reference", name);
            if (File.Exists(path))
            {
                using var document = JsonDocument.Parse(File.ReadAllText(path));
                return document.RootElement.Clone();
            }
        }

        throw new FileNotFoundException($"There is no Reference/{name} above the test's folder.");
    }

    public static double[] Numbers(this JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetDouble())];
}
