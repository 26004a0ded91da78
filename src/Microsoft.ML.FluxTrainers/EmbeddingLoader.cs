// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML;
using Microsoft.ML.FluxTrainers;
using Microsoft.ML.Runtime;

[assembly: LoadableClass(
    typeof(EntityEmbeddingTransformer), typeof(EmbeddingLoader), null, typeof(SignatureLoadModel), "Entity embeddings", EntityEmbeddingTransformer.LoaderSignature)]

namespace Microsoft.ML.FluxTrainers;

/// <summary>What ML.NET calls when it meets trained vectors of categories in a file: the header of the model names this assembly.</summary>
internal static class EmbeddingLoader
{
    /// <summary>Reads a model. ML.NET finds this method by its name.</summary>
    internal static EntityEmbeddingTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        var sections = new RepositorySectionReader(context);
        sections.CheckHeader(EntityEmbeddingTransformer.ModelSignature, EntityEmbeddingTransformer.LoaderSignature, typeof(EntityEmbeddingTransformer));
        var host = new TrainerHost(environment, nameof(EntityEmbeddingTransformer));
        return new EntityEmbeddingTransformer(host, host.ReadModel(() => ModelFile.Read(sections, host.Names)));
    }
}
