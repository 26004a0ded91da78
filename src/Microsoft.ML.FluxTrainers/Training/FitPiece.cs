// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>How much of a fit is trained for now: schedules, criteria and cycles are those of the whole.</summary>
/// <param name="LastEpoch">The epoch to end after; where the fit ends before it, this changes nothing.</param>
/// <param name="GoesOn">Whether a later fit goes on from there as the same one, so that the history tells of no end.</param>
internal sealed record FitPiece(int LastEpoch, bool GoesOn);
