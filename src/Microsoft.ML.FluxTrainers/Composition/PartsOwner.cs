// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Keeps models while they are trained one after the other, so that a failure leaves none behind.</summary>
internal sealed class PartsOwner : IDisposable
{
    private readonly List<ITransformer> _parts = [];
    private bool _given;

    public IReadOnlyList<ITransformer> Parts => _parts;

    public ITransformer Add(ITransformer part)
    {
        _parts.Add(part);
        return part;
    }

    /// <summary>Makes one model of all, which owns them from here.</summary>
    public ComposedTransformer Compose(ModelComposition composition)
    {
        _given = true;
        return new ComposedTransformer(composition, _parts);
    }

    /// <summary>Leaves the models to whoever has them now.</summary>
    public void Release() => _given = true;

    public void Dispose()
    {
        if (!_given)
        {
            DisposeAll(_parts);
        }
    }

    /// <summary>Disposes each model that can be, also where disposing another one fails.</summary>
    public static void DisposeAll(IEnumerable<ITransformer?> parts)
    {
        var failures = new List<Exception>();
        foreach (var part in parts.OfType<IDisposable>())
        {
            try
            {
                part.Dispose();
            }
#pragma warning disable CA1031 // all others must be disposed first
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
