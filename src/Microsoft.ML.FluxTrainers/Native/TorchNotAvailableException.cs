// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Torch's native libraries cannot be loaded. The message names the cause and the cure.</summary>
/// <remarks><see cref="FluxRuntime.Diagnose"/> gives the circumstances.</remarks>
public sealed class TorchNotAvailableException : InvalidOperationException
{
    /// <summary>An exception with a general message.</summary>
    public TorchNotAvailableException()
        : this("Torch's native libraries cannot be loaded. FluxRuntime.Diagnose() says what is there.")
    {
    }

    /// <summary>An exception with a message.</summary>
    /// <param name="message">The cause and the cure.</param>
    public TorchNotAvailableException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and the error behind it.</summary>
    /// <param name="message">The cause and the cure.</param>
    /// <param name="innerException">The error of the system's loader.</param>
    public TorchNotAvailableException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
