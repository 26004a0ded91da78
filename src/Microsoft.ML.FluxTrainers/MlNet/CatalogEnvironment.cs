// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.FluxTrainers;

/// <summary>Finds the environment behind the catalogs of an <see cref="MLContext"/>, as ML.NET's own extension methods do.</summary>
internal static class CatalogEnvironment
{
    public static IHostEnvironment Of(TrainCatalogBase.CatalogInstantiatorBase trainers) =>
        CatalogUtils.GetEnvironment(Guard.NotNull(trainers, "catalog"));
}
