// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

namespace Microsoft.ML.FluxTrainers;

/// <summary>Reads image files by their paths.</summary>
internal sealed class PathReader(ImageColumn column, DataViewRow row) : ImageReader(column, row)
{
    private static readonly char[] _neverInPaths = Path.GetInvalidPathChars();
    private readonly ValueGetter<ReadOnlyMemory<char>> _get = row.GetGetter<ReadOnlyMemory<char>>(row.Schema[column.Name]);
    private readonly PixelConversion _conversion = new();
    private readonly ImageFile _file = new();
    private ReadOnlyMemory<char> _path;

    protected override string Where => $"{base.Where} names the file '{_path}', which";

    public override string? Read()
    {
        _get(ref _path);
        if (_path.IsEmpty)
        {
            return $"{base.Where} holds no path. Remove such rows first.";
        }

        if (_path.Span.IndexOfAny(_neverInPaths) >= 0)
        {
            return $"{base.Where} holds a path with a character that no path may have. Repair or remove such rows first.";
        }

        var path = Path.Combine(Column.Folder ?? "", _path.ToString());
        if (!File.Exists(path))
        {
            return $"{Where} {(Directory.Exists(path) ? "is a folder" : "does not exist")} (looked for as {Path.GetFullPath(path)}). Relative paths start at the option ImageFolder, "
                + "or at the current directory.";
        }

        if (_file.Read(path) is { } fault)
        {
            return $"{Where} {fault}";
        }

        (Height, Width) = (_file.Height, _file.Width);
        return null;
    }

    public override void CopyBytes(ImageSize size, Span<byte> image) =>
        _conversion.Convert(_file.Pixels, Height, Width, isBlueFirst: false, size, image);
}
