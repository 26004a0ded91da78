// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class PartTests
{
    [TestCase("JOB_COMPLETION_INDEX=3 JOB_COMPLETIONS=8", 3, 8)]
    [TestCase("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=6", 2, 4)]
    [TestCase("SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=6", 2, 4)]
    [TestCase("SLURM_ARRAY_TASK_ID=10 SLURM_ARRAY_TASK_COUNT=3 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=10 SLURM_ARRAY_TASK_STEP=5", 2, 3)] // --array=0-10:5
    [TestCase("AWS_BATCH_JOB_ARRAY_INDEX=0 AWS_BATCH_JOB_ARRAY_SIZE=2", 0, 2)]
    [TestCase("OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2", 1, 2)]
    [TestCase("PMI_RANK=1 PMI_SIZE=2", 1, 2)]
    public void A_batch_system_says_which_process_this_is(string variables, int index, int count) =>
        Assert.That(Part.From(Of(variables)), Is.EqualTo(new Part(index, count)));

    [Test]
    public void Without_a_batch_system_there_is_no_part() => Assert.That(Part.From(Of("PATH=1")), Is.Null);

    [Test]
    public void The_count_may_be_passed() => Assert.That(Part.From(Of("JOB_COMPLETION_INDEX=3"), 5), Is.EqualTo(new Part(3, 5)));

    [TestCase("JOB_COMPLETION_INDEX=3", "JOB_COMPLETION_INDEX says which process of a Kubernetes Indexed Job this is, but JOB_COMPLETIONS does not say how many there are")]
    [TestCase("AWS_BATCH_JOB_ARRAY_INDEX=3", "AWS_BATCH_JOB_ARRAY_INDEX says which process of an AWS Batch array this is, but AWS_BATCH_JOB_ARRAY_SIZE does not say")]
    [TestCase("SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_ID says which process of a Slurm array this is, but SLURM_ARRAY_TASK_COUNT does not say")]
    [TestCase("OMPI_COMM_WORLD_RANK=2 OMPI_COMM_WORLD_SIZE=2", "OMPI_COMM_WORLD_RANK is 2, which is none of the 2 processes that OMPI_COMM_WORLD_SIZE tells of.")]
    [TestCase("PMI_RANK=x PMI_SIZE=2", "PMI_RANK must be a whole number of at least 0, but is 'x'.")]
    public void An_index_without_a_count_is_an_error(string variables, string message) =>
        Assert.That(() => Part.From(Of(variables)), Throws.InvalidOperationException.With.Message.StartsWith(message));

    [Test]
    public void A_part_is_one_of_its_count() =>
        Assert.That(() => new Part(2, 2), Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.StartsWith("Index must be below Count, which is 2."));

    private static Func<string, string?> Of(string variables)
    {
        var all = variables.Split(' ').Select(variable => variable.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        return name => all.GetValueOrDefault(name);
    }
}
