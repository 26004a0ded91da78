// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Messages of one fit or load, to <c>mlContext.Log</c>.</summary>
internal sealed class TrainerLog(IChannel channel)
{
    public void Info(string message) => channel.Info(MessageSensitivity.None, "{0}", message);

    public void Warning(string message) => channel.Warning(MessageSensitivity.None, "{0}", message);

    public void Error(string message) => channel.Error(MessageSensitivity.None, "{0}", message);
}
