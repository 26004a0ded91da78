// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads the sections of a model out of ML.NET's own model file.</summary>
internal sealed class RepositorySectionReader(ModelLoadContext context) : ISectionReader
{
    /// <summary>Checks that the header of the model, which <see cref="RepositorySections.WriteHeader"/> wrote, names this loader.</summary>
    public void CheckHeader(string modelSignature, string loaderSignature, Type loader) =>
        context.CheckAtModel(RepositorySections.Version(modelSignature, loaderSignature, loader));

    public bool TryRead(string name, Action<Stream> read) =>
        context.TryLoadBinaryStream(name, reader => read(reader.BaseStream));
}
