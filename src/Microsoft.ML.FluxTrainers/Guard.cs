// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Argument checks whose messages say what was wrong, what was given and what is allowed.</summary>
internal static class Guard
{
    public static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw OutOfRange(name, value, "a positive integer");

    public static long Positive(long value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw OutOfRange(name, value, "a positive integer");

    public static int NotNegative(int value, [CallerMemberName] string name = "") =>
        value >= 0 ? value : throw OutOfRange(name, value, "an integer of at least 0");

    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "a finite number greater than 0");

    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0 && double.IsFinite(value) ? value : throw OutOfRange(name, value, "a finite number of at least 0");

    public static double InUnitInterval(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw OutOfRange(name, value, "a number from 0 to 1");

    public static double BelowOne(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and < 1 ? value : throw OutOfRange(name, value, "a number from 0 to below 1");

    public static double Between(double low, double high, double value, [CallerMemberName] string name = "") =>
        value > low && value < high ? value : throw OutOfRange(name, value, FormattableString.Invariant($"a number between {low} and {high}, both excluded"));

    public static T Levels<T>(T values, [CallerMemberName] string name = "")
        where T : class, IReadOnlyList<double> =>
        NotNull(values, name).Count > 0 && values.All(value => value is > 0 and < 1) && values.Zip(values.Skip(1)).All(pair => pair.First < pair.Second)
            ? values
            : throw OutOfRange(name, values, "a list of one or more numbers between 0 and 1, both excluded, each greater than the one before");

    /// <summary>What a function of the user made, which need not heed nullable annotations.</summary>
    public static T Made<T>(T? estimator)
        where T : class =>
        estimator ?? throw new InvalidOperationException("The function that makes estimators returned null.");

    public static T NotNull<T>(T? value, [CallerMemberName] string name = "")
        where T : class =>
        value ?? throw new ArgumentNullException(name, $"{name} must not be null.");

    public static string NotEmpty(string? value, [CallerMemberName] string name = "") =>
        string.IsNullOrEmpty(value) ? throw new ArgumentException($"{name} must not be empty.", name) : value;

    public static T Defined<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value) ? value : throw OutOfRange(name, value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    public static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw OutOfRange(name, value, $"an integer of at least {least}");

    public static int OneOf(ReadOnlySpan<int> allowed, int value, [CallerMemberName] string name = "") =>
        allowed.Contains(value) ? value : throw OutOfRange(name, value, $"one of {string.Join(", ", allowed.ToArray())}");

    public static TimeSpan Positive(TimeSpan value, [CallerMemberName] string name = "") =>
        value > TimeSpan.Zero ? value : throw OutOfRange(name, value, "a time greater than 0");

    public static TimeSpan NotNegative(TimeSpan value, [CallerMemberName] string name = "") =>
        value >= TimeSpan.Zero ? value : throw OutOfRange(name, value, "a time of at least 0");

    public static double Finite(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) ? value : throw OutOfRange(name, value, "a finite number");

    public static IReadOnlyList<string> NoneEmpty(IReadOnlyList<string>? values, [CallerMemberName] string name = "") =>
        NotNull(values, name).Count > 0 && !values!.Any(string.IsNullOrEmpty)
            ? values!
            : throw new ArgumentException($"{name} must be a list of one or more names, none of them empty.", name);

    public static T DistinctNames<T>(T values, [CallerMemberName] string name = "")
        where T : class, IReadOnlyList<string> =>
        NotNull(values, name).Any(string.IsNullOrEmpty) || values.Distinct().Count() < values.Count
            ? throw new ArgumentException($"{name} must be a list of names, none of them empty and none twice, but is [{string.Join(", ", values)}].", name)
            : values;

    public static T Weights<T>(T values, [CallerMemberName] string name = "")
        where T : class, IReadOnlyCollection<double> =>
        NotNull(values, name).Count == 0 || (values.All(value => value >= 0 && double.IsFinite(value)) && values.Any(value => value > 0))
            ? values
            : throw OutOfRange(name, values, "a list of finite numbers of at least 0, not all 0");

    public static T EachPositive<T>(T values, [CallerMemberName] string name = "")
        where T : class, IEnumerable<int> =>
        NotNull(values, name).All(value => value > 0) ? values : throw OutOfRange(name, values, "a list of positive integers");

    public static T NoneNull<T>(T values, [CallerMemberName] string name = "")
        where T : class, IEnumerable<object?> =>
        NotNull(values, name).Contains(null) ? throw new ArgumentException($"{name} must not hold null.", name) : values;

    public static T EachNotEmpty<T>(T values, [CallerMemberName] string name = "")
        where T : class, IEnumerable<string> =>
        NotNull(values, name).All(value => !string.IsNullOrEmpty(value))
            ? values
            : throw OutOfRange(name, values, "a list of texts that are not empty");

    public static T EachFinite<T>(T values, [CallerMemberName] string name = "")
        where T : class, IEnumerable<double> =>
        NotNull(values, name).All(double.IsFinite) ? values : throw OutOfRange(name, values, "a list of finite numbers");

    public static T EachFinitePositive<T>(T values, [CallerMemberName] string name = "")
        where T : class, IEnumerable<double> =>
        NotNull(values, name).All(value => value > 0 && double.IsFinite(value))
            ? values
            : throw OutOfRange(name, values, "a list of finite numbers greater than 0");

    public static IReadOnlyList<T> NotNone<T>(IReadOnlyList<T>? values, [CallerMemberName] string name = "") =>
        NotNull(values, name).Count > 0 ? values! : throw new ArgumentException($"{name} must not be an empty list.", name);

    public static IReadOnlyList<double> Shares(IReadOnlyList<double>? values, [CallerMemberName] string name = "") =>
        NotNone(values, name).All(value => value is > 0 and <= 1)
            ? values!
            : throw OutOfRange(name, string.Join(", ", values!), "a list of numbers above 0 and at most 1");

    public static ArgumentOutOfRangeException OutOfRange(string name, object value, string allowed) =>
        new(name, value, $"{name} must be {allowed}.");

    /// <summary>One estimator object is trained by one thread at a time: only a factory makes some for several.</summary>
    public static void OneAtATime(int parallelism)
    {
        if (parallelism > 1)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Parallelism is {parallelism}, but one estimator is trained once at a time. Give a function that makes one, context => ..., instead of the estimator."));
        }
    }
}
