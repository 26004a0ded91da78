// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers.Contract;

/// <summary>Data for one property, with a name for the message of a failure.</summary>
/// <param name="Name">What is special about the data.</param>
/// <param name="Data">The data.</param>
public sealed record ContractCase(string Name, IDataView Data);
