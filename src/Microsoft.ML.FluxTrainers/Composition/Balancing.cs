// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How rare classes are made to count as much as frequent ones while a model is trained.</summary>
[OptionFamily]
public abstract record Balancing
{
    private protected Balancing()
    {
    }

    /// <summary>Rows of rare classes are repeated until each class has as many as the most frequent one.</summary>
    public static Balancing Oversample { get; } = new Oversampling();

    /// <summary>Rows of frequent classes are left out until no class has more than the rarest one.</summary>
    public static Balancing Undersample { get; } = new Undersampling();

    /// <summary>New rows of rare classes are made, each between a row and one of its nearest neighbors of the same class.</summary>
    /// <param name="neighbors">How many neighbors there are to choose from, at least 1.</param>
    public static Balancing Smote(int neighbors = 5) => new SmoteSampling { Neighbors = neighbors };

    /// <summary>How many rows a class shall have.</summary>
    /// <param name="count">How many it has, at least 1.</param>
    /// <param name="rarest">How many the rarest class has.</param>
    /// <param name="mostFrequent">How many the most frequent class has.</param>
    internal abstract int Wanted(int count, int rarest, int mostFrequent);

    /// <summary>What the copies of rows differ in, or null where nothing does.</summary>
    internal virtual ChangedColumn? Vary(TrainerHost host, IDataView data, string featureColumnName, RowClasses classes, int[] copies, RandomStream stream) => null;
}
