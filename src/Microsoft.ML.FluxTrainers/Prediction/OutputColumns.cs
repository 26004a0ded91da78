// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The columns that the outputs of a network become.</summary>
internal abstract class OutputColumns
{
    /// <summary>The columns for a target.</summary>
    public static OutputColumns Of(TargetSpec target) => target switch
    {
        ClassTarget classes => new ClassColumns(classes),
        BinaryTarget binary => new BinaryColumns(binary),
        NumberTarget number => new NumberColumns(number),
        QuantileTarget quantiles => new QuantileColumns(quantiles),
        NormalTarget normal => new NormalColumns(normal),
        NumbersTarget numbers => new NumbersColumns(numbers),
        LabelsTarget labels => new LabelsColumns(labels),
        _ => throw new NotSupportedException(target.GetType().Name),
    };

    /// <summary>The schema with the columns added behind those of the input.</summary>
    public abstract DataViewSchema AddTo(DataViewSchema input);

    /// <summary>A getter of one of the columns.</summary>
    /// <param name="index">Which one, from 0, in the order of <see cref="AddTo"/>.</param>
    /// <param name="scores">Gives the scores of the row at hand.</param>
    public abstract Delegate Getter(int index, ScoreSource scores);
}
