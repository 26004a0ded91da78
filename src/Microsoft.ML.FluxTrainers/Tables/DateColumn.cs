// Copyright (c) the FluxTrainers authors. Licensed under the MIT license. See LICENSE in the repository root.

using System.Runtime.CompilerServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.FluxTrainers;

/// <summary>A column of dates, each read as eight numbers.</summary>
/// <remarks>
/// Sine and cosine of the month (2 pi (month - 1) / 12), of the day of the week (2 pi day / 7, Sunday 0) and of the time of day
/// (2 pi hours / 24), so that December lies beside January; the year; and the days since the first of January 1970, with the time of day
/// as a fraction. With an offset from UTC, all but the days are those of the clock on the wall. The date 0001-01-01T00:00, which
/// ML.NET gives where a text has none, counts as missing.
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="HasOffset">Whether its values are <see cref="DateTimeOffset"/>.</param>
internal sealed record DateColumn(string Name, bool HasOffset) : TableColumn(Name)
{
    public override int Width => 8;

    public override InputKind Kind => InputKind.Date;

    public override DataViewType Type => HasOffset ? DateTimeOffsetDataViewType.Instance : DateTimeDataViewType.Instance;

    public override IEnumerable<int> CanLack => [0]; // all eight are missing together

    /// <summary>A column of a schema as dates, or null where it holds something else.</summary>
    public static DateColumn? Of(DataViewSchema.Column column) => column.Type switch
    {
        DateTimeDataViewType => new(column.Name, false),
        DateTimeOffsetDataViewType => new(column.Name, true),
        _ => null,
    };

    public override ColumnReader Bind(DataViewRow row)
    {
        var column = row.Schema[Name];
        return HasOffset ? new OffsetReader(row.GetGetter<DateTimeOffset>(column)) : new PlainReader(row.GetGetter<DateTime>(column));
    }

    private static void Write(DateTime clock, DateTime universal, Span<float> slots)
    {
        if (clock == default)
        {
            slots.Fill(float.NaN);
            return;
        }

        Cycle((clock.Month - 1) / 12.0, slots);
        Cycle((int)clock.DayOfWeek / 7.0, slots[2..]);
        Cycle(clock.TimeOfDay.TotalDays, slots[4..]);
        slots[6] = clock.Year;
        slots[7] = (float)(universal - DateTime.UnixEpoch).TotalDays;
    }

    private static void Cycle(double part, Span<float> slots) =>
        (slots[0], slots[1]) = ((float)Math.Sin(2 * Math.PI * part), (float)Math.Cos(2 * Math.PI * part));

    private sealed class PlainReader(ValueGetter<DateTime> get) : ColumnReader
    {
        private DateTime _value;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            get(ref _value);
            Write(_value, _value, slots);
            return null;
        }
    }

    private sealed class OffsetReader(ValueGetter<DateTimeOffset> get) : ColumnReader
    {
        private DateTimeOffset _value;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)] // for each row, of which a first pass has read all before .NET compiles with care
        public override string? Read(Span<float> slots)
        {
            get(ref _value);
            Write(_value.DateTime, _value.UtcDateTime, slots);
            return null;
        }
    }
}
