// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The hyperparameters of an estimator of this library.</summary>
/// <remarks>
/// Immutable and compared by value, lists included. Vary a copy with <c>with</c>, or by the name of a setting with
/// <see cref="TrainerOptionsExtensions.With{T}(T, string, object?)"/>. Each setting is checked when it is set.
/// </remarks>
[OptionFamily]
public abstract record TrainerOptions
{
    private protected TrainerOptions()
    {
    }

    /// <summary>The value of a setting, by its name or by a path of names such as "Builder.Hidden".</summary>
    /// <param name="path">Names of properties with dots between. Letter case does not matter.</param>
    /// <exception cref="ArgumentException">There is no such setting; the message lists those that there are.</exception>
    public object? Get(string path) => OptionPath.Get(this, Guard.NotNull(path, nameof(path)));

    /// <summary>All settings as JSON. Equal options give equal text, on every machine and in every culture.</summary>
    /// <exception cref="NotSupportedException">A setting holds a value that could not be read again.</exception>
    public string ToJson() => OptionsJson.Write(this);
}
