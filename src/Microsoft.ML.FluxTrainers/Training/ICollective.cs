// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The processes that train one network together.</summary>
/// <remarks>Gradients and losses are sums with row counts until the update, so that a sum over processes comes between.</remarks>
internal interface ICollective
{
    /// <summary>Adds up, over all processes, the gradient of a batch and its number of rows.</summary>
    /// <param name="gradient">The sum over this process's rows; on return, over all rows.</param>
    /// <param name="rows">This process's rows.</param>
    /// <returns>All rows.</returns>
    long Sum(FlatVector gradient, long rows);
}
