using Gateways.Adapters;
using Gateways.Protocol;
using Gateways.Recovery;
using Microsoft.Extensions.Time.Testing;

namespace Gateways.Tests.Recovery;

public sealed class MessageLogTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Read_AfterTheHeadOfAnEmptyLog_GivesAllThatFollows()
    {
        var log = Log(3);
        var start = log.Head;

        Append(log, 3);

        Assert.Equal("0,1,2", Read(log, start));
        Assert.Equal("", Read(log, log.Head));
    }

    [Fact]
    public void Read_WhenTheNextEventIsGone_Fails()
    {
        var log = Log(3);
        var start = log.Head;

        Append(log, 4);

        Assert.Null(Read(log, start));
        Assert.Equal(3, log.Count);
    }

    [Fact]
    public void Read_WhenOnlyWhatWasHeardIsGone_GivesAllThatFollows()
    {
        var log = Log(3);
        Append(log, 1);
        var heard = log.Head;

        Append(log, 3);

        Assert.Equal("0,1,2", Read(log, heard));
    }

    [Fact]
    public void Read_AfterTheTime_GivesNothingForWhoHasHeardAll()
    {
        var log = Log(3);
        var start = log.Head;
        Append(log, 2);
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("", Read(log, log.Head));
        Assert.Null(Read(log, start));
    }

    [Fact]
    public void Widen_EachLimit_IsTheWidestAskedFor()
    {
        var log = Log(3);

        log.Widen(new MessageLogOptions(TimeSpan.FromSeconds(1), 5, 1));

        var start = log.Head;
        Append(log, 5);
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Equal("0,1,2,3,4", Read(log, start));
    }

    [Fact]
    public void Read_AfterTheRingHasGrownAndTurned_FindsEachByItsNumber()
    {
        var log = Log(100);
        var offsets = new List<string>();
        for (var i = 0; i < 1000; i++)
        {
            Append(log, 1);
            offsets.Add(log.Head);
        }

        Assert.Equal(100, log.Count);
        Assert.Null(Read(log, offsets[^102]));
        for (var heard = 1; heard <= 101; heard++)
        {
            Assert.True(log.TryReadAfter(offsets[^heard], static _ => true, out var missed));
            Assert.Equal(offsets.TakeLast(heard - 1), missed.Select(static one => one.Message.Offset));
        }
    }

    [Fact]
    public void Read_Missed_IsWhatIsForTheClientAndNotMoreThanItMayHearAtOnce()
    {
        var log = Log(10);
        var start = log.Head;
        log.Append(new OutboundMessage("/x", "user", default, 0), new EmitScope { Users = ["ann"] });
        log.Append(new OutboundMessage("/x", "room", default, 0), new EmitScope { Rooms = ["r1"] });
        log.Append(new OutboundMessage("/x", "other", new byte[1000], 1), new EmitScope { Rooms = ["r2"] });
        log.Append(new OutboundMessage("/x", "not here", default, 0), EmitScope.Everyone with { ExceptRooms = ["r1"] });
        log.Append(new OutboundMessage("/x", "id", default, 0), new EmitScope { Rooms = ["c"] });
        log.Append(new OutboundMessage("/x", "not it", default, 0), EmitScope.Everyone with { ExceptRooms = ["c"] });

        Assert.True(log.TryReadMissed(start, "c", "ann", ["r1"], 768, out var missed));
        Assert.Equal(["user", "room", "id"], missed.Select(static one => one.Message.EventName));
        Assert.False(log.TryReadMissed(start, "c", "ann", ["r1"], 767, out missed));
        Assert.Empty(missed);
    }

    [Fact]
    public void Time_Passes_OldEventsGoWhileNothingIsEmitted()
    {
        var log = Log(10);
        Append(log, 5);
        _time.Advance(TimeSpan.FromSeconds(40));
        Append(log, 2);
        Assert.Equal(7, log.Count);

        _time.Advance(TimeSpan.FromSeconds(25));
        Assert.Equal(2, log.Count);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, log.Count);

        Append(log, 1);
        log.Dispose();
        Assert.Equal(0, log.Count);
    }

    [Fact]
    public void Duration_OfAllTime_KeepsEvents()
    {
        var log = new MessageLog(new MessageLogOptions(TimeSpan.MaxValue, 10, 1_000_000), new StrictTime(_time));

        Append(log, 2);
        _time.Advance(TimeSpan.FromDays(200));
        Append(log, 1);

        Assert.Equal(3, log.Count);
    }

    [Fact]
    public void Duration_LongerThanATimerWaits_KeepsEventsAsLong()
    {
        var log = new MessageLog(new MessageLogOptions(TimeSpan.FromDays(400), 10, 1_000_000), new StrictTime(_time));

        Append(log, 2);
        _time.Advance(TimeSpan.FromDays(400) - TimeSpan.FromMinutes(30));
        Assert.Equal(2, log.Count);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, log.Count);
    }

    private static void Append(MessageLog log, int count)
    {
        for (var i = 0; i < count; i++)
        {
            log.Append(new OutboundMessage("/x", $"{i}", default, 0), EmitScope.Everyone);
        }
    }

    private static string? Read(MessageLog log, string offset) =>
        log.TryReadAfter(offset, static _ => true, out var missed) ? string.Join(',', missed.Select(static one => one.Message.EventName)) : null;

    private MessageLog Log(int max) => new(new MessageLogOptions(TimeSpan.FromMinutes(1), max, 1_000_000), _time);

    /// <summary>As the system's: a timer takes no more than it can count.</summary>
    private sealed class StrictTime(TimeProvider time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.InRange(dueTime.TotalMilliseconds, 0, uint.MaxValue - 1);
            return new StrictTimer(time.CreateTimer(callback, state, dueTime, period));
        }
    }

    private sealed class StrictTimer(ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Assert.InRange(dueTime.TotalMilliseconds, 0, uint.MaxValue - 1);
            return timer.Change(dueTime, period);
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
