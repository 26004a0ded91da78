// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>The factors of <see cref="FlatVector.MoveByMoments"/>.</summary>
/// <param name="Factor">What the gradient is multiplied by first.</param>
/// <param name="Keep1">How much of the running mean of the gradient is kept.</param>
/// <param name="Gain1">How much of the gradient is added to it.</param>
/// <param name="Keep2">How much of the running mean of the squared gradient is kept.</param>
/// <param name="Gain2">How much of the squared gradient is added to it.</param>
/// <param name="Gain">The size of the step and its sign.</param>
/// <param name="RootScale">Multiplies the root.</param>
/// <param name="Epsilon">What keeps the denominator from 0.</param>
internal readonly record struct MomentStep(
    double Factor, double Keep1, double Gain1, double Keep2, double Gain2, double Gain, double RootScale, double Epsilon);
