// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.IO.Pipes;
using System.Text;
using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

public sealed class WholeFileTests
{
    // A pipe of this process, so that a mistake replaces nothing of the machine.
    [Test]
    [Platform("Unix")]
    public void A_device_is_written_to_and_not_replaced()
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        WholeFile.Write($"/dev/fd/{pipe.GetClientHandleAsString()}", stream => stream.Write("report"u8));
        pipe.DisposeLocalCopyOfClientHandle();
        using var reader = new StreamReader(pipe, Encoding.UTF8);

        Assert.That(reader.ReadToEnd(), Is.EqualTo("report"));
    }

    [Test]
    public void A_file_is_there_as_a_whole_or_stays_as_it_was()
    {
        using var folder = new TempFolder();
        WholeFile.Write(folder["file"], stream => stream.Write("first"u8));
        Assert.That(
            () => WholeFile.Write(folder["file"], stream =>
            {
                stream.Write("second"u8);
                throw new IOException("full");
            }),
            Throws.TypeOf<IOException>());

        Assert.That(File.ReadAllText(folder["file"]), Is.EqualTo("first"));
        Assert.That(Directory.GetFiles(folder.Path), Has.Length.EqualTo(1));
    }
}
