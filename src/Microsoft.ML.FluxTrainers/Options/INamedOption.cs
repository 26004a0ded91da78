// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>An alternative of a family that holds code. JSON has its name only, by which reading finds the instance.</summary>
internal interface INamedOption
{
    /// <summary>The name, unique within the family.</summary>
    string Name { get; }
}
