// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Hands the result of a fit that failed to whoever catches its exception, which stays as it is.</summary>
internal static class RescuedFit
{
    private const string Key = "Microsoft.ML.FluxTrainers.RescuedFit";
    private const string Failure = "Microsoft.ML.FluxTrainers.RescueFailed";

    /// <summary>Attaches what can be rescued. Of nested fits that one exception ends, the outer counts, whose caller gets it last.</summary>
    /// <param name="error">Why the fit failed.</param>
    /// <param name="rescue">Makes the result; null where there is none.</param>
    public static void Attach(Exception error, Func<FitResult?> rescue)
    {
        if (error.Data is not { IsReadOnly: false } data)
        {
            return;
        }

        try
        {
            data[Key] = rescue();
        }
        catch (Exception failure)
        {
            // What went wrong first is what the user has to know: a GPU that is lost, for example, gives no weights either.
            data[Failure] = failure.ToString();
        }
    }

    /// <summary>Takes the result off an exception.</summary>
    public static FitResult? Take(Exception error)
    {
        if (error.Data is not { IsReadOnly: false } data)
        {
            return null;
        }

        var result = data[Key] as FitResult;
        data.Remove(Key);
        return result;
    }
}
