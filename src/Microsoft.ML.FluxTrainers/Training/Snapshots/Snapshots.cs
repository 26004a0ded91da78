// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Files from which a fit that was interrupted, by a crash or a cancellation, goes on when it is run again: it ends with the weights that it would have had.</summary>
/// <param name="Folder">The folder for all runs, which is made where it is missing. Each run has a folder of its own in it, named by its id.</param>
/// <remarks>
/// <para>
/// A run's id is a hash of the options, the seed, the training and validation rows as they were read, the device, and the earlier model where there is one. So the folds of a
/// cross-validation never meet; changed data or options never resume; and what is run again just so, does. Code of your own (builders, losses) is known by its name only.
/// </para>
/// <para>
/// A fit without a seed takes the one of the latest unfinished run of the same options in the folder, so that it is the same run again; where there is none it draws one.
/// </para>
/// <para>
/// A run that has ended by itself is finished and never resumed: to train longer, give the model to <c>Fit</c> as <c>previous</c>. Files have a temporary name until they are
/// whole and on the disk; one that is damaged all the same is passed over with a warning. History and stopping criteria see one fit, as if nothing had happened.
/// </para>
/// </remarks>
/// <exception cref="ArgumentException">The folder is empty.</exception>
public sealed record Snapshots(string Folder)
{
    /// <summary>The folder for all runs.</summary>
    public string Folder { get; init => field = Guard.NotEmpty(value); } = Guard.NotEmpty(Folder);

    /// <summary>A snapshot after this many epochs, at least 1. Default 1; null for none by number.</summary>
    public int? EveryEpochs { get; init => field = value is { } epochs ? Guard.Positive(epochs) : null; } = 1;

    /// <summary>A snapshot after the first epoch that ends this many minutes after the last snapshot, greater than 0. Default: null, none by time.</summary>
    public double? EveryMinutes { get; init => field = value is { } minutes ? Guard.Positive(minutes) : null; }

    /// <summary>How many snapshots of a run are kept, the newest, at least 1. Default 3.</summary>
    public int Keep { get; init => field = Guard.Positive(value); } = 3;

    /// <summary>What a fit does when a snapshot cannot be written, because the disk is full, for example. Default: it warns and goes on.</summary>
    public SnapshotFailure OnFailure { get; init => field = Guard.Defined(value); } = SnapshotFailure.Warn;

    /// <summary>Whether a snapshot is due.</summary>
    internal bool IsDue(int epoch, TimeSpan sinceLast) =>
        (EveryEpochs is { } epochs && epoch % epochs == 0) || (EveryMinutes is { } minutes && sinceLast.TotalMinutes >= minutes);
}
