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
    /// <remarks>ML.NET wraps whatever this throws, at times more than once, so that its own message says nothing. The message
    /// that matters goes to the log, and is that of the innermost exception: GetBaseException finds it.</remarks>
    internal static NeuralTransformer Create(IHostEnvironment environment, ModelLoadContext context)
    {
        var sections = new RepositorySectionReader(context);
        sections.CheckHeader(NeuralTransformer.ModelSignature, NeuralTransformer.LoaderSignature, typeof(NeuralTransformer));
        var host = new TrainerHost(environment, nameof(NeuralTransformer));
        return new NeuralTransformer(host, Read(host, sections), Device.Cpu);
    }

    /// <summary>Reads the sections of a model; what is wrong with them goes to the log too.</summary>
    /// <exception cref="InvalidDataException">The content is damaged, of a newer version, or needs what is not registered.</exception>
    internal static NeuralModel Read(TrainerHost host, RepositorySectionReader sections)
    {
        try
        {
            return ModelFile.Read(sections, host.Names);
        }
        catch (InvalidDataException damage)
        {
            host.WithLog("Loading", log => log.Error(damage.Message));
            throw new InvalidDataException(damage.Message);
        }
    }
}
