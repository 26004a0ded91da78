// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the named sections of a model come from. Callers use <see cref="SectionReading"/>, which is bounded.</summary>
internal interface ISectionReader
{
    /// <summary>Hands the content of one section to <paramref name="read"/>, or returns false where the model has none.</summary>
    /// <remarks>The stream need not be bounded or seekable, and is gone after the call.</remarks>
    bool TryRead(string name, Action<Stream> read);
}
