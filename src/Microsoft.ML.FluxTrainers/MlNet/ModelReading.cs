// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Tells what is wrong with a model that is loaded.</summary>
internal static class ModelReading
{
    /// <summary>Reads a model; what is wrong with its content goes to the log too.</summary>
    /// <remarks>ML.NET wraps whatever this throws, at times more than once, so that its own message says nothing. The message
    /// that matters goes to the log, and is that of the innermost exception: GetBaseException finds it.</remarks>
    /// <exception cref="InvalidDataException">The content is damaged, of a newer version, or needs what is not registered.</exception>
    public static T ReadModel<T>(this TrainerHost host, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException damage)
        {
            host.WithLog("Loading", log => log.Error(damage.Message));
            throw new InvalidDataException(damage.Message);
        }
    }
}
