// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Says that a property is a column of <see cref="PictureType"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PictureAttribute : DataViewTypeAttribute
{
    public override void Register() => DataViewTypeManager.Register(new PictureType(), typeof(Picture), this);

    public override bool Equals(DataViewTypeAttribute? other) => other is PictureAttribute;

    public override int GetHashCode() => 1;
}
