// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Errors of those who read a column that they did not ask for, or as another type.</summary>
internal static class ColumnErrors
{
    public static InvalidOperationException NotActive(DataViewSchema.Column column) =>
        new($"Column '{column.Name}' was not among the columns asked for.");

    /// <summary>The getter, if it gives values of the type asked for.</summary>
    public static ValueGetter<TValue> As<TValue>(Delegate getter, DataViewSchema.Column column) =>
        getter as ValueGetter<TValue>
        ?? throw new InvalidOperationException(
            $"Column '{column.Name}' holds {column.Type}, which cannot be read as {typeof(TValue).Name}.");
}
