// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>What a network's inputs are made of: all that a prediction needs to turn a row into them.</summary>
internal abstract record InputSpec
{
    /// <summary>Numbers per row.</summary>
    public abstract int Width { get; }

    /// <summary>The columns that are read; the first is the one that ML.NET calls the feature column.</summary>
    public abstract IReadOnlyList<string> ColumnNames { get; }

    /// <summary>The columns, for those who want to know what the network reads.</summary>
    public virtual IReadOnlyList<InputColumn> Inputs => [.. ColumnNames.Select(name => new InputColumn(name, InputKind.Numbers, Width, []))];

    /// <summary>What a fit says of it in its log, in sentences: what was inferred, and what is worth a warning, such as what was left out and why.</summary>
    public virtual (IReadOnlyList<string> Inferred, IReadOnlyList<string> Warnings) Remarks => ([], []);

    /// <summary>Whether a trained input has a <see cref="Scaling"/>.</summary>
    public virtual bool IsScaled => true;

    /// <summary>What is done to the numbers of a row before the network gets them.</summary>
    public InputScaling? Scaling { get; init; }

    /// <summary>The type that ML.NET is told of the feature column.</summary>
    public abstract DataViewType FeatureType { get; }

    /// <summary>What a column should be instead, in words, or null where its type is right.</summary>
    public abstract string? Misfit(string columnName, DataViewType type);

    /// <summary>What a column should be instead, in words, or null where it is right: its type, and what only the column itself tells.</summary>
    public virtual string? Misfit(DataViewSchema.Column column) => Misfit(column.Name, column.Type);

    /// <summary>The sizes that a builder is told.</summary>
    public virtual NetworkShape Shape(int outputs) => new(Width, outputs);

    /// <summary>Reads the network's inputs of the row at hand.</summary>
    public InputGetter Bind(DataViewRow row)
    {
        var read = Read(row);
        return Scaling is not { IsNone: false } scaling
            ? read
            : [MethodImpl(MethodImplOptions.AggressiveOptimization)] (numbers) => // for each row, of which a first pass has read all before .NET compiles with care
            {
                read(numbers);
                scaling.Apply(numbers);
            };
    }

    /// <summary>Reads the numbers of the row at hand, unscaled.</summary>
    private protected abstract InputGetter Read(DataViewRow row);
}
