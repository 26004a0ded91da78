// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>What torch's own messages say.</summary>
internal static class TorchErrors
{
    /// <summary>The message without the stack of native frames that torch appends.</summary>
    public static string FirstLine(Exception exception) => exception.Message.Split('\n')[0].TrimEnd();
}
