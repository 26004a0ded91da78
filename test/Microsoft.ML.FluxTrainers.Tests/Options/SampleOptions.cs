// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Tests;

/// <summary>Records as the library's own will be: families, positional and init settings, lists, code.</summary>
internal sealed record SampleOptions : TrainerOptions
{
    public static OptionTypes Types { get; } = new(typeof(SampleOptions).Assembly, typeof(TrainerOptions).Assembly);

    public static NamedOptions Named => new("Register it with Add.");

    public int Epochs { get; init => field = Guard.Positive(value); } = 10;

    public SampleNetwork Network { get; init => field = Guard.NotNull(value); } = new SampleNetwork.Dense([5, 4]);

    public SamplePenalty Penalty { get; init; } = new(0.5);

    public SamplePenalty? SecondPenalty { get; init; }

    public int? Seed { get; init; }

    public long Rows { get; init; }

    public float Rate { get; init; } = 0.1f;

    public bool Shuffle { get; init; } = true;

    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(30);

    public IReadOnlyList<string> Columns { get; init; } = (ValueList<string>)["Grüße", "b"];

    public ValueList<SampleNetwork> Heads { get; init; } = [];

    /// <summary>Computed, so no setting.</summary>
    public int Doubled => Epochs * 2;
}

[OptionFamily]
internal abstract record SampleNetwork
{
    /// <summary>Declared by the family, so all have it.</summary>
    public double Dropout { get; init => field = Guard.BelowOne(value); }

    internal abstract record Layered : SampleNetwork;

    internal sealed record Dense(ValueList<int> Hidden, SampleActivation Activation = SampleActivation.Relu) : Layered
    {
        public ValueList<int> Hidden { get; init => field = Guard.NotNull(value); } = Guard.NotNull(Hidden);
    }

    internal sealed record Twice : SampleNetwork
    {
        public required SampleNetwork Inner { get; init; }
    }

    internal sealed record Custom(string Name, Func<int, int> Create) : SampleNetwork, INamedOption;
}

internal enum SampleActivation
{
    Relu,
    Tanh,
}

internal sealed record SamplePenalty(double Strength)
{
    public double Strength { get; init => field = Guard.NotNegative(value); } = Guard.NotNegative(Strength);
}

/// <summary>A family of one with a setting that JSON cannot hold.</summary>
[OptionFamily]
internal abstract record SampleOther
{
    internal sealed record Odd(object Anything) : SampleOther;
}
