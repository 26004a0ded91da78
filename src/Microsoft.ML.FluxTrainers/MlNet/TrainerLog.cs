// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.Extensions.Logging;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Messages of one fit or load, to <c>mlContext.Log</c>, and to a logger where there is one.</summary>
internal sealed class TrainerLog(IChannel channel, ILogger? logger = null)
{
    private static readonly Action<ILogger, string, Exception?> _info = LoggerMessage.Define<string>(LogLevel.Information, new EventId(1, "Info"), "{Message}");
    private static readonly Action<ILogger, string, Exception?> _warning = LoggerMessage.Define<string>(LogLevel.Warning, new EventId(2, "Warning"), "{Message}");
    private static readonly Action<ILogger, string, Exception?> _error = LoggerMessage.Define<string>(LogLevel.Error, new EventId(3, "Error"), "{Message}");

    /// <summary>The same, for another logger too.</summary>
    public TrainerLog And(ILogger? other) => new(channel, other);

    public void Info(string message)
    {
        channel.Info(MessageSensitivity.None, message);
        Tell(_info, message);
    }

    public void Warning(string message)
    {
        channel.Warning(MessageSensitivity.None, message);
        Tell(_warning, message);
    }

    public void Error(string message)
    {
        channel.Error(MessageSensitivity.None, message);
        Tell(_error, message);
    }

    /// <summary>A message with fields, which only a logger keeps.</summary>
    /// <param name="id">The kind of message.</param>
    /// <param name="message">The words.</param>
    /// <param name="source">What has the fields.</param>
    /// <param name="fields">Makes them; called only where a logger wants them.</param>
    public void Info<T>(EventId id, string message, T source, Func<T, IReadOnlyList<KeyValuePair<string, object?>>> fields)
    {
        channel.Info(MessageSensitivity.None, message);
        if (logger?.IsEnabled(LogLevel.Information) == true)
        {
            Tell(logger, id, message, fields(source));
        }
    }

    // Apart, for the sake of the object that the lambda needs: without a logger, nothing is made of a message but its words.
    private static void Tell(ILogger logger, EventId id, string message, IReadOnlyList<KeyValuePair<string, object?>> fields) =>
        logger.Log(LogLevel.Information, id, fields, null, (_, _) => message);

    private void Tell(Action<ILogger, string, Exception?> write, string message)
    {
        if (logger is not null)
        {
            write(logger, message, null);
        }
    }
}
