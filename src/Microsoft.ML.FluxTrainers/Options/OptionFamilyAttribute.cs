// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Marks an abstract record whose derived records are alternatives: JSON names the one chosen as "$type".</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class OptionFamilyAttribute : Attribute;
