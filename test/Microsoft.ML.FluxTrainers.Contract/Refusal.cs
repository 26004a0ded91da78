// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Reflection;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Checks that something is refused as ML.NET refuses it.</summary>
public static class Refusal
{
    /// <summary>What ML.NET puts into <see cref="Exception.Data"/> of the errors that it means to throw.</summary>
    private const string Mark = "ML_IsMarked";

    /// <summary>Fails unless a marked <see cref="ArgumentOutOfRangeException"/> is thrown: the error of a schema that does
    /// not fit.</summary>
    /// <param name="action">What must be refused.</param>
    /// <param name="what">What it is, for the message of a failure.</param>
    public static void OfSchema(Action action, string what)
    {
        var error = ErrorOf(action);
        Assert.That(error, Is.TypeOf<ArgumentOutOfRangeException>(), what);
        Assert.That(error!.Data.Contains(Mark), $"{what}: the error is not marked as ML.NET's own are");
        Assert.That(error.Message, Does.Contain("column"), what);
    }

    private static Exception? ErrorOf(Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (TargetInvocationException error) when (error.InnerException is not null)
        {
            return error.GetBaseException();
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
