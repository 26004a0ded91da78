// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the sections of a model out of ML.NET's own model file.</summary>
/// <param name="context">The place of the model in the file.</param>
/// <param name="environment">Where models that are part of this one are loaded; null where it has none.</param>
internal sealed class RepositorySectionReader(ModelLoadContext context, IHostEnvironment? environment = null) : ISectionReader
{
    /// <summary>How many folders lie above the model in the file.</summary>
    public int Level => context.Directory?.Split('/', '\\').Length ?? 0;


    /// <summary>Checks that the header of the model, which <see cref="RepositorySections.WriteHeader"/> wrote, names this loader.</summary>
    public void CheckHeader(string modelSignature, string loaderSignature, Type loader) =>
        context.CheckAtModel(RepositorySections.Version(modelSignature, loaderSignature, loader));

    public bool TryRead(string name, Action<Stream> read) =>
        context.TryLoadBinaryStream(name, reader => read(reader.BaseStream));

    /// <summary>Reads a model that is part of this one, or gives null where there is none of that name.</summary>
    public ITransformer? ReadPart(string name)
    {
        context.LoadModelOrNull<ITransformer, SignatureLoadModel>(environment, out var part, name);
        return part;
    }
}
