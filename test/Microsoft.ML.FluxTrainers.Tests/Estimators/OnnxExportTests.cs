// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.FluxTrainers.Contract;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>ML.NET's ONNX export leaves out, silently, every view that does not say it can be exported. Ours says so, and
/// stops the export. The exporter is a package of its own, so its calls are made here through ML.NET's internal interfaces.</summary>
public sealed class OnnxExportTests
{
    [Test]
    public void Exporting_a_pipeline_with_a_network_stops_with_a_message()
    {
        var mlContext = new MLContext(seed: 1);
        var data = SampleData.View(mlContext);
        using var model = SmallClassifier.Fit(mlContext, data);
        var view = model.Transform(data);

        var interfaces = view.GetType().GetInterfaces().ToDictionary(type => type.Name);
        Assert.That(interfaces, Contains.Key("ITransformCanSaveOnnx"), "what the export looks for along the pipeline");
        var map = view.GetType().GetInterfaceMap(interfaces["ICanSaveOnnx"]);
        Assert.That(map.TargetMethods.Single().Invoke(view, [null]), Is.True);
        var save = view.GetType().GetInterfaceMap(interfaces["ISaveAsOnnx"]).TargetMethods.Single();
        Assert.That(
            () => save.Invoke(view, [null]),
            Throws.InnerException.TypeOf<NotSupportedException>().With.InnerException.Message.Contains("cannot export a neural network to ONNX"));
    }
}
