// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Where the named sections of a model go: ML.NET's repository, or a zip file of our own.</summary>
internal interface ISectionWriter
{
    /// <summary>Writes one section. A name is used once.</summary>
    void Write(string name, Action<Stream> write);
}
