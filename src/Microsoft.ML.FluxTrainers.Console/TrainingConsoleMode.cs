// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How a <see cref="TrainingConsole"/> shows fits.</summary>
public enum TrainingConsoleMode
{
    /// <summary>A live table in a terminal that can show one, lines elsewhere.</summary>
    Auto,

    /// <summary>A live table.</summary>
    Live,

    /// <summary>Lines of plain text, without colors.</summary>
    Lines,
}
