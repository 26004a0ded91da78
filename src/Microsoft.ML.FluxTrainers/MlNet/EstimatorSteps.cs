// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>The steps of a chain of estimators, which ML.NET keeps to itself: only a whole chain can be fitted.</summary>
/// <remarks>Even friends cannot see private fields, hence reflection.</remarks>
internal sealed class EstimatorSteps
{
    private const string Steps = "_estimators";
    private const string Scopes = "_scopes";
    private const string Checkpoints = "_needCacheAfter";
    private readonly Type _last;
    private readonly TransformerScope[] _scopes;
    private readonly bool[] _cachedAfter;

    private EstimatorSteps(object chain)
    {
        _last = chain.GetType().GenericTypeArguments[0];
        Estimators = Field<IEstimator<ITransformer>[]>(chain, Steps);
        _scopes = Field<TransformerScope[]>(chain, Scopes);
        _cachedAfter = Field<bool[]>(chain, Checkpoints);
    }

    /// <summary>The steps, in their order; some may be chains again.</summary>
    public IReadOnlyList<IEstimator<ITransformer>> Estimators { get; }

    /// <summary>The steps of a chain, or null where the estimator is none.</summary>
    public static EstimatorSteps? Of(IEstimator<ITransformer> estimator) =>
        estimator.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(EstimatorChain<>) ? new(estimator) : null;

    /// <summary>The steps of a fitted chain, or null where the transformer is none.</summary>
    public static IReadOnlyList<ITransformer>? Of(ITransformer transformer) => (transformer as ITransformerChainAccessor)?.Transformers;

    /// <summary>The data as the step after it gets it: cached where the chain has a checkpoint.</summary>
    public IDataView After(int step, IDataView data, IHostEnvironment environment) =>
        _cachedAfter[step] ? new DataOperationsCatalog(environment).Cache(data) : data;

    /// <summary>What a fit of the chain returns.</summary>
    public ITransformer Join(IReadOnlyList<ITransformer> fitted) => (ITransformer)Activator.CreateInstance(
        typeof(TransformerChain<>).MakeGenericType(_last),
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions,
        binder: null,
        [fitted, _scopes],
        culture: null)!;

    [DynamicDependency(Steps, typeof(EstimatorChain<>))]
    [DynamicDependency(Scopes, typeof(EstimatorChain<>))]
    [DynamicDependency(Checkpoints, typeof(EstimatorChain<>))]
    private static T Field<T>(object chain, string name) =>
        (T)(chain.GetType().GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)?.GetValue(chain)
            ?? throw new NotSupportedException(
                $"This version of ML.NET ({chain.GetType().Assembly.GetName().Version}) has no field {name} in EstimatorChain, so its steps cannot be found. Fit the preprocessing alone, and then the trainer."));
}
