// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML;
using Microsoft.ML.FluxTrainers;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(ComposedTransformer), typeof(CompositionLoader), null, typeof(SignatureLoadModel), "Composition of models", ComposedTransformer.LoaderSignature)]

namespace Microsoft.ML.FluxTrainers;

/// <summary>What ML.NET calls when it meets a composition in a file: the header of the model names this assembly.</summary>
internal static class CompositionLoader
{
    /// <summary>Reads a model. ML.NET finds this method by its name.</summary>
    internal static ComposedTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        var sections = new RepositorySectionReader(context, environment);
        sections.CheckHeader(ComposedTransformer.ModelSignature, ComposedTransformer.LoaderSignature, typeof(ComposedTransformer));
        var host = new TrainerHost(environment, nameof(ComposedTransformer));
        return host.ReadModel(() => CompositionFile.Read(sections, host.Names));
    }
}
