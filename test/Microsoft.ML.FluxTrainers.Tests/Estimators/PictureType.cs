// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>The column type of <see cref="Picture"/>.</summary>
internal sealed class PictureType() : StructuredDataViewType(typeof(Picture))
{
    public override bool Equals(DataViewType? other) => other is PictureType;

    public override int GetHashCode() => 1;
}
