using Gateways.SocketIO.EngineIO;

namespace Gateways.SocketIO.Tests.EngineIO;

public sealed class EngineIOClockTests : IDisposable
{
    private readonly LateTime _time = new();
    private readonly List<long> _beats = [];
    private readonly EngineIOClock _clock;

    public EngineIOClockTests() => _clock = new EngineIOClock(_time, TimeSpan.FromMilliseconds(200), _beats.Add);

    public void Dispose() => _clock.Dispose();

    [Fact]
    public void Now_BeatsThatComeAQuarterMillisecondLate_LosesNothing()
    {
        for (var i = 0; i < 1000; i++)
        {
            _time.Pass(TimeSpan.FromMilliseconds(20.25));
            _time.Beat();
        }

        Assert.Equal(20_250, _clock.Now);
        Assert.Equal(20_250, _beats[^1]);
    }

    [Fact]
    public void Now_ABusyMachine_IsCounted()
    {
        _time.Pass(TimeSpan.FromMilliseconds(1900));
        Assert.Equal(1900, _clock.Now);
        _time.Beat();
        Assert.Equal([1900], _beats);
    }

    [Fact]
    public void Now_APauseOfTheWholeMachine_IsNotCountedBeyondTwoSeconds()
    {
        _time.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(2000, _clock.Now);
        _time.Beat();
        Assert.Equal([2000], _beats);
        _time.Pass(TimeSpan.FromMilliseconds(7));
        Assert.Equal(2007, _clock.Now);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(200, 20)]
    [InlineData(20_000, 1000)]
    public void Period_OfTheShortestTimeOut_IsATenthWithinBounds(int shortest, int period)
    {
        using var clock = new EngineIOClock(_time, TimeSpan.FromMilliseconds(shortest), static _ => { });

        Assert.Equal(TimeSpan.FromMilliseconds(period), clock.Period);
    }

    /// <summary>Time that passes without anybody noticing, until a beat is asked for.</summary>
    private sealed class LateTime : TimeProvider
    {
        private TimeSpan _passed;
        private Action? _beat;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _passed.Ticks;

        public void Pass(TimeSpan time) => _passed += time;

        public void Beat() => _beat!();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _beat ??= () => callback(state);
            return new Ended();
        }

        private sealed class Ended : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
