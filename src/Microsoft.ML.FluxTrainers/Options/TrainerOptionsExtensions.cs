// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Varies options by the names of their settings, for searches and command lines.</summary>
public static class TrainerOptionsExtensions
{
    /// <summary>A copy of the options with one setting changed.</summary>
    /// <typeparam name="T">The type of the options, which the copy has too.</typeparam>
    /// <param name="options">The options, which stay as they are.</param>
    /// <param name="path">Names of properties with dots between, such as "Builder.Hidden". Letter case does not matter.</param>
    /// <param name="value">
    /// The new value: of the setting's type, or any number for a number (where it fits), a name for an enum, any sequence for a
    /// list, or a <see cref="System.Text.Json.JsonElement"/>.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The value is of a wrong type or outside the setting's range.</exception>
    /// <exception cref="ArgumentException">There is no such setting; the message lists those that there are.</exception>
    public static T With<T>(this T options, string path, object? value)
        where T : TrainerOptions =>
        OptionPath.With(Guard.NotNull(options, nameof(options)), Guard.NotNull(path, nameof(path)), value);
}
