// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Says which columns become a network's inputs, and how: the training side of an <see cref="InputSpec"/>.</summary>
internal abstract record InputEncoder
{
    /// <summary>Numbers per row.</summary>
    public abstract int Width { get; }

    /// <summary>The columns that are read.</summary>
    public abstract IReadOnlyList<DataViewSchema.Column> Columns { get; }

    /// <summary>What messages call the columns, for example "column 'Features'".</summary>
    public abstract string Name { get; }

    /// <summary>What messages call one of the numbers, for example "slot 3 ('Age')".</summary>
    public abstract string Describe(int slot);

    /// <summary>The same columns, made into what a trained model takes: nothing is then learned from the rows.</summary>
    /// <exception cref="InvalidOperationException">The model takes something else.</exception>
    public abstract InputEncoder Continue(InputSpec known);

    /// <summary>Begins to collect rows.</summary>
    /// <param name="row">The row that a cursor moves.</param>
    /// <param name="storage">Where rows are kept.</param>
    /// <param name="isSample">Whether a few rows are looked at without training: what would stop a training is then kept as missing, and
    /// missing numbers are replaced.</param>
    public abstract InputCollector Open(DataViewRow row, RowStorage storage, bool isSample);
}
