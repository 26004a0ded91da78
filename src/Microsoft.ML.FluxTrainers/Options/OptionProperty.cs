// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Microsoft.ML.FluxTrainers;

/// <summary>One setting of an options record.</summary>
internal sealed class OptionProperty
{
    private readonly PropertyInfo _property;

    public OptionProperty(PropertyInfo property) => _property = property;

    public string Name => _property.Name;

    public string JsonName => JsonNamingPolicy.CamelCase.ConvertName(_property.Name);

    public Type Type => _property.PropertyType;

    /// <summary>Whether the setting may be null. To find out is slow.</summary>
    public bool AcceptsNull => Type.IsValueType
        ? Nullable.GetUnderlyingType(Type) is not null
        : new NullabilityInfoContext().Create(_property).WriteState != NullabilityState.NotNull;

    /// <summary>Whether C# demands a value when the record is made.</summary>
    public bool IsRequired => _property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>Whether a property is a setting: readable, and settable in an initializer.</summary>
    public static bool IsSetting(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true }
        && property.SetMethod is { IsPublic: true }
        && property.GetIndexParameters().Length == 0;

    public object? Get(object options) => _property.GetValue(options, BindingFlags.DoNotWrapExceptions, null, null, null);

    /// <summary>Runs the record's own setter; what that throws comes out as it is.</summary>
    public void Set(object options, object? value) =>
        _property.SetValue(options, value, BindingFlags.DoNotWrapExceptions, null, null, null);
}
