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
    /// <summary>Reads a model. ML.NET finds this method by its name.</summary>
    internal static NeuralTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        var sections = new RepositorySectionReader(context);
        sections.CheckHeader(NeuralTransformer.ModelSignature, NeuralTransformer.LoaderSignature, typeof(NeuralTransformer));
        var host = new TrainerHost(environment, nameof(NeuralTransformer));
        return new NeuralTransformer(host, host.ReadModel(() => ModelFile.Read(sections, host.Names)), Device.Cpu);
    }
}
