// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML;
using Microsoft.ML.FluxTrainers;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(NeuralTransformer), typeof(ModelLoader), null, typeof(SignatureLoadModel), "Neural network", NeuralTransformer.LoaderSignature)]

namespace Microsoft.ML.FluxTrainers;

/// <summary>What ML.NET calls when it meets one of our models in a file: the header of the model names this assembly.</summary>
internal static class ModelLoader
{
#pragma warning disable IDE0051 // ML.NET finds it by its name
    private static NeuralTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        var sections = new RepositorySectionReader(context);
        sections.CheckHeader(NeuralTransformer.ModelSignature, NeuralTransformer.LoaderSignature, typeof(NeuralTransformer));
        var host = new TrainerHost(environment, nameof(NeuralTransformer));
        var model = ModelFile.Read(sections, host.Names);
        return new NeuralTransformer(host, model, Device.Cpu);
    }
#pragma warning restore IDE0051
}
