// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>An estimator that can tell before its fit which columns it will look up as categories.</summary>
internal interface ICategoryReader
{
    /// <summary>The columns of categories among those of a schema that is only promised yet.</summary>
    IReadOnlyList<string> Categories(SchemaShape shape);
}
