// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>A row of <see cref="SampleData"/>: the class in several types, features that tell it, columns to pass on.</summary>
public sealed class Sample
{
    /// <summary>The number of the row, from 0.</summary>
    public long Row { get; set; }

    /// <summary>The class as text: "first", "second", …</summary>
    public string Text { get; set; } = "";

    /// <summary>The class as a number: 10.5, 20.5, …</summary>
    public double Number { get; set; }

    /// <summary>The class as a date: the first days of 2024.</summary>
    public DateTime Date { get; set; }

    /// <summary>The class as a key without values, which ML.NET counts from 0 in memory and from 1 in a view.</summary>
    [KeyType(4)]
    public uint Key { get; set; }

    /// <summary>Whether the class is the first: a label of true and false.</summary>
    public bool IsFirst { get; set; }

    /// <summary>A number that follows from the class: a label far from 0.</summary>
    public float Amount { get; set; }

    /// <summary>Twice the number of the class, with noise.</summary>
    public float A { get; set; }

    /// <summary>Minus the number of the class, with noise, in hundreds.</summary>
    public float B { get; set; }

    /// <summary>Noise alone.</summary>
    public float C { get; set; }

    /// <summary>The same number in every row.</summary>
    public float D { get; set; } = 7;

    /// <summary>Three numbers of twelve, at the places of the class.</summary>
    [VectorType(12)]
    public VBuffer<float> Sparse { get; set; }

    /// <summary>As many numbers as the class says: a vector of variable size.</summary>
    public float[] Several { get; set; } = [];

    /// <summary>Whether the class is behind the first, and behind the second.</summary>
    [VectorType(2)]
    public bool[] Flags { get; set; } = [];

    /// <summary>The names of the classes up to this one: one text or more.</summary>
    public string[] Tags { get; set; } = [];

    /// <summary>An example weight from 0.5 to 2.</summary>
    public float Weight { get; set; }

    /// <summary>A text to pass on.</summary>
    public string Note { get; set; } = "";
}
