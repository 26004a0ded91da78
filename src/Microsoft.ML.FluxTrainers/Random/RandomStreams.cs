// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Text;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The random streams of one fit, each with a name, so that drawing more from one never changes another.</summary>
/// <param name="seed">Equal seeds give equal streams of each name.</param>
/// <remarks>For one thread at a time, like a <see cref="RandomStream"/>.</remarks>
internal sealed class RandomStreams(int seed)
{
    private readonly SortedDictionary<string, RandomStream> _streams = new(StringComparer.Ordinal);

    /// <summary>Draws the initial weights.</summary>
    public RandomStream Init => Named("init");

    /// <summary>Draws the order of the rows in an epoch.</summary>
    public RandomStream Shuffle => Named("shuffle");

    /// <summary>Draws the rows that are held out.</summary>
    public RandomStream Split => Named("split");

    /// <summary>Draws the masks of dropout layers.</summary>
    public RandomStream Dropout => Named("dropout");

    /// <summary>Draws the changes that vary the training rows, for example of images.</summary>
    public RandomStream Augmentation => Named("augmentation");

    /// <summary>The stream of a name, always the same object.</summary>
    public RandomStream Named(string name)
    {
        Guard.NotEmpty(name, nameof(name));
        if (!_streams.TryGetValue(name, out var stream))
        {
            _streams[name] = stream = new RandomStream(SeedOf(name));
        }

        return stream;
    }

    /// <summary>The states of the streams that were asked for so far, by name.</summary>
    public IReadOnlyDictionary<string, string> Save() =>
        new SortedDictionary<string, string>(
            _streams.ToDictionary(stream => stream.Key, stream => stream.Value.SaveState()), StringComparer.Ordinal);

    /// <summary>Continues from saved states; a stream without one begins anew. Holders of a stream keep it.</summary>
    /// <exception cref="FormatException">A state is not the state of a stream; its name is in the message.</exception>
    public void Restore(IReadOnlyDictionary<string, string> states)
    {
        foreach (var (name, stream) in _streams)
        {
            stream.RestoreState(new RandomStream(SeedOf(name)).SaveState());
        }

        foreach (var (name, state) in states)
        {
            try
            {
                Named(name).RestoreState(state);
            }
            catch (FormatException exception)
            {
                throw new FormatException($"Random stream '{name}': {exception.Message}", exception);
            }
        }
    }

    // The FNV-1a hash of the name, not string.GetHashCode, which differs from process to process.
    private long SeedOf(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var item in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ item) * 0x100000001B3;
        }

        return (long)(hash ^ new SplitMix64((ulong)seed).Next());
    }
}
