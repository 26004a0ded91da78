// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Puts the sections of a model into ML.NET's own model file, each as a stream of its own.</summary>
internal sealed class RepositorySections(ModelSaveContext context) : ISectionWriter
{
    /// <summary>Writes the header from which ML.NET finds the loader of the model.</summary>
    public void WriteHeader(string modelSignature, string loaderSignature, Type loader)
    {
        context.CheckAtModel();
        context.SetVersionInfo(Version(modelSignature, loaderSignature, loader));
    }

    public void Write(string name, Action<Stream> write)
    {
        CheckRepository();
        context.SaveBinaryStream(name, writer => write(writer.BaseStream));
    }

    /// <summary>Writes a model that is part of this one.</summary>
    public void WritePart(string name, ITransformer part)
    {
        CheckRepository();
        context.SaveModel(part, name);
    }

    private void CheckRepository()
    {
        if (!context.InRepository)
        {
            throw new NotSupportedException(
                "A neural network is saved into a model file with several parts. Save it with mlContext.Model.Save.");
        }
    }

    /// <summary>The versions that are written and accepted; the layout itself is versioned in the manifest.</summary>
    internal static VersionInfo Version(string modelSignature, string loaderSignature, Type loader) => new(
        modelSignature,
        verWrittenCur: 0x00010001,
        verReadableCur: 0x00010001,
        verWeCanReadBack: 0x00010001,
        loaderSignature: loaderSignature,
        loaderAssemblyName: loader.Assembly.FullName);
}
