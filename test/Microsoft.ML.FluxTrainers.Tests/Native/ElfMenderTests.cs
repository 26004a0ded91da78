// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using NUnit.Framework;

namespace Microsoft.ML.FluxTrainers.Tests;

[Platform("Linux")]
public sealed class ElfMenderTests
{
    // Where `readelf -V` of binutils shows the two entries in the file of TorchSharp 0.107.0; the section starts at 0x3f8f0.
    private const int Wanted = 0x3f8f0 + 0x140; // GLIBCXX_3.4.32
    private const int Donor = 0x3f8f0 + 0xd0;   // GLIBCXX_3.4.30
    private readonly string _path = NativeLocator.ForThisProcess().FindTorchSharp()!.Path;
    private byte[] _original = [];

    [SetUp]
    public void Read() => _original = File.ReadAllBytes(_path);

    [Test]
    public void Gives_the_unused_version_the_hash_and_name_of_the_newest_one_that_is_there()
    {
        var before = _original.ToArray();
        var mending = ElfMender.Examine(_original, OldLibrary("GLIBCXX_3.4.32"));
        var expected = before.ToArray();
        before.AsSpan(Donor, 4).CopyTo(expected.AsSpan(Wanted));
        before.AsSpan(Donor + 8, 4).CopyTo(expected.AsSpan(Wanted + 8));

        Assert.That(mending.Bytes, Is.EqualTo(expected));
        Assert.That(mending.Bytes, Is.Not.EqualTo(before));
        Assert.That(_original, Is.EqualTo(before));
        Assert.That(mending.Renamed.Select(pair => (pair.Missing.Name, pair.Instead.Name)),
            Is.EqualTo(new[] { ("GLIBCXX_3.4.32", "GLIBCXX_3.4.30") }));
    }

    [Test]
    public void A_mended_file_asks_for_nothing_more()
    {
        var mended = ElfMender.Examine(_original, OldLibrary("GLIBCXX_3.4.32")).Bytes!;
        var again = ElfMender.Examine(mended, OldLibrary("GLIBCXX_3.4.32"));

        Assert.That(again.IsNeedless);
        Assert.That(again.Bytes, Is.Null);
    }

    [Test]
    public void A_file_whose_needs_are_all_met_is_left_alone()
    {
        var mending = ElfMender.Examine(_original, _ => true);

        Assert.That(mending.IsNeedless);
        Assert.That(mending.Bytes, Is.Null);
    }

    // The libstdc++ of RHEL 9 ends with 3.4.29; std::condition_variable::wait is taken with version 3.4.30.
    [Test]
    public void A_version_that_is_in_use_cannot_be_mended_away()
    {
        var mending = ElfMender.Examine(_original, OldLibrary("GLIBCXX_3.4.32", "GLIBCXX_3.4.30"));

        Assert.That(mending.Blocking.Select(need => need.Name), Is.EqualTo(new[] { "GLIBCXX_3.4.30" }));
        Assert.That(mending.Bytes, Is.Null);
        Assert.That(mending.IsNeedless, Is.False);
    }

    [Test]
    public void A_missing_version_of_another_library_is_never_mended()
    {
        var mending = ElfMender.Examine(_original, OldLibrary("GLIBC_2.34"));

        Assert.That(mending.Blocking.Select(need => need.Library), Is.EqualTo(new[] { "libc.so.6" }));
        Assert.That(mending.Bytes, Is.Null);
    }

    [TestCase(0)]
    [TestCase(3)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(300)]
    [TestCase(0x3f8f0)]
    [TestCase(Wanted + 5)]
    [TestCase(1_500_000)]
    [TestCase(2_399_007)]
    public void A_file_that_was_cut_off_is_refused(int length) =>
        Assert.That(() => ElfMender.Examine(_original[..length], _ => true), Throws.TypeOf<InvalidDataException>());

    [TestCase(0, TestName = "{m}(magic number)")]
    [TestCase(4, TestName = "{m}(32 bits)")]
    [TestCase(39, TestName = "{m}(place of the program headers)")]
    [TestCase(54, TestName = "{m}(size of a program header)")]
    [TestCase(Wanted + 11, TestName = "{m}(name of a needed version)")]
    [TestCase(Wanted + 15, TestName = "{m}(distance to the next entry)")]
    [TestCase(Donor + 1, TestName = "{m}(hash of the version that is put in its place)")]
    public void A_file_with_one_wrong_byte_is_refused(int position)
    {
        _original[position] ^= 0x70;

        Assert.That(() => ElfMender.Examine(_original, OldLibrary("GLIBCXX_3.4.32")), Throws.TypeOf<InvalidDataException>());
    }

    [Test]
    public void Random_damage_to_the_tables_ends_in_a_result_or_in_a_clear_error()
    {
        var random = new Random(1);
        var refused = 0;
        for (var i = 0; i < 1000; i++)
        {
            var at = random.Next(2) == 0 ? random.Next(0, 0x400) : random.Next(0x3f8f0, 0x3f8f0 + 0x200);
            var kept = _original[at];
            _original[at] = (byte)random.Next(256);
            try
            {
                ElfMender.Examine(_original, OldLibrary("GLIBCXX_3.4.32"));
            }
            catch (InvalidDataException)
            {
                refused++;
            }

            _original[at] = kept;
        }

        Assert.That(refused, Is.GreaterThan(100));
    }

    [Test]
    public void An_offered_version_is_read_from_the_real_libstdcxx()
    {
        var system = SystemLibraries.Read();
        var versions = ElfVersionDefinitions.Read(new ElfImage(File.ReadAllBytes(system.StandardLibraryPath!)));

        Assert.That(versions, Does.Contain("GLIBCXX_3.4").And.Contain("CXXABI_1.3").And.Contain(system.NewestStandardLibraryVersion));
        Assert.That(versions, Does.Not.Contain("GLIBCXX_9.9"));
    }

    private static Predicate<NeededVersion> OldLibrary(params string[] lacks) => need => !lacks.Contains(need.Name);
}
