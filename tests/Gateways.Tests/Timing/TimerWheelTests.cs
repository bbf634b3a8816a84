using Gateways.Timing;

namespace Gateways.Tests.Timing;

public sealed class TimerWheelTests
{
    private const long Period = 10;

    private readonly TimerWheel<Rider> _wheel = new(Period);

    [Theory]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(250, 250)]
    [InlineData(630, 630)]
    public void Turn_EveryBeat_LooksAtTheFirstBeatThatIsNotTooEarly(long due, long expected)
    {
        var rider = Add(due);

        TurnTo(1000);

        Assert.Equal([expected], rider.Looks);
    }

    [Fact]
    public void Turn_DueLaterThanTheWheelReaches_IsLookedAtInTimeAndNotMuchMore()
    {
        var rider = Add(5000);

        TurnTo(5000);

        Assert.Equal(5000, rider.Looks[^1]);
        Assert.True(rider.Looks.Count < 10);
    }

    [Fact]
    public void Turn_BeatsThatWereMissed_EverybodyIsLookedAtOnce()
    {
        Rider[] riders = [Add(10), Add(50), Add(640), Add(700), Add(20_000)];

        _wheel.Turn(10_000);

        Assert.All(riders[..^1], static rider => Assert.Equal([10_000], rider.Looks));
        Assert.True(riders[^1].Looks.Count <= 1);
        TurnTo(20_000, from: 10_000);
        Assert.Equal(20_000, riders[^1].Looks[^1]);
    }

    [Fact]
    public void Turn_WhoIsDueAtOnceAgain_IsLookedAtWithTheNextBeat()
    {
        var rider = new Rider { Due = 0, Again = static now => now };
        _wheel.Schedule(rider, 0);

        TurnTo(50);

        Assert.Equal([10, 20, 30, 40, 50], rider.Looks);
    }

    [Fact]
    public void Schedule_OnTheWheel_AsksAnew()
    {
        var rider = Add(500);
        TurnTo(100);

        rider.Due = 105;
        _wheel.Schedule(rider, 100);
        TurnTo(600, from: 100);

        Assert.Equal([110], rider.Looks);
    }

    [Fact]
    public void Schedule_WhileItIsLookedAt_IsNotLostAndNotDoubled()
    {
        var rider = new Rider { Due = 10 };
        _wheel.Schedule(rider, 0);
        rider.OnLook = now =>
        {
            rider.OnLook = null;
            rider.Due = 20;
            _wheel.Schedule(rider, now);
        };

        TurnTo(100);

        Assert.Equal([10, 20], rider.Looks);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Remove_NobodyLooksAnyMore(bool whileLooking)
    {
        var rider = new Rider { Due = 10, Again = static now => now };
        _wheel.Schedule(rider, 0);
        void Leave()
        {
            rider.Again = null;
            rider.Due = null;
            _wheel.Remove(rider);
        }

        rider.OnLook = whileLooking ? _ => Leave() : null;
        if (!whileLooking)
        {
            Leave();
        }

        TurnTo(2000);

        Assert.Equal(whileLooking ? 1 : 0, rider.Looks.Count);
        _wheel.Remove(rider);
        _wheel.Schedule(rider, 2000);
    }

    [Fact]
    public void Turn_ManyOfAnyDue_NobodyIsEarlyLateOrForgotten()
    {
        var random = new Random(3);
        var riders = Enumerable.Range(0, 2000).Select(_ => Add(random.Next(1, 3000))).ToArray();

        TurnTo(3010);

        Assert.All(riders, static rider => Assert.InRange(rider.Looks[^1], rider.FirstDue, rider.FirstDue + Period));
    }

    [Fact]
    public void Remove_FromTheMiddleOfASlot_TheOthersKeepTheirPlaces()
    {
        var riders = Enumerable.Range(0, 9).Select(_ => Add(100)).ToArray();

        foreach (var rider in riders.Where(static (_, i) => i % 2 == 0))
        {
            _wheel.Remove(rider);
        }

        _wheel.Schedule(riders[0], 0);
        TurnTo(1000);

        Assert.All(riders, (rider, i) => Assert.Equal(i == 0 || i % 2 == 1 ? [100L] : [], rider.Looks));
    }

    [Fact]
    public async Task Turn_WhileOthersComeHastenAndGo_AllAreLookedAt()
    {
        using var stop = new CancellationTokenSource();
        var turning = Task.Run(() =>
        {
            for (long now = 0; !stop.IsCancellationRequested; now++)
            {
                _wheel.Turn(now);
            }
        });

        await Parallel.ForAsync(0, 4, (worker, _) =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 5000; i++)
            {
                var rider = new Rider { Due = long.MaxValue / 2 };
                _wheel.Schedule(rider, 0);
                rider.Due = 0;
                _wheel.Schedule(rider, 0);
                if (random.Next(2) == 0)
                {
                    SpinWait.SpinUntil(() => rider.HasBeenSeen, TimeSpan.FromSeconds(15));
                    Assert.True(rider.HasBeenSeen);
                }

                _wheel.Remove(rider);
            }

            return ValueTask.CompletedTask;
        });
        await stop.CancelAsync();
        await turning;
    }

    private Rider Add(long due)
    {
        var rider = new Rider { Due = due, FirstDue = due };
        _wheel.Schedule(rider, 0);
        return rider;
    }

    private void TurnTo(long end, long from = 0)
    {
        for (var now = from + Period; now <= end; now += Period)
        {
            _wheel.Turn(now);
        }
    }

    /// <summary>Is done when it was looked at in time.</summary>
    private sealed class Rider : ITimed<Rider>
    {
        private TimerPlace<Rider> _place;

        public ref TimerPlace<Rider> Place => ref _place;

        public long? Due { get; set; }

        public long FirstDue { get; init; }

        public Func<long, long>? Again { get; set; }

        public Action<long>? OnLook { get; set; }

        public List<long> Looks { get; } = [];

        public bool HasBeenSeen { get; private set; }

        public void OnTime(long now)
        {
            Looks.Add(now);
            OnLook?.Invoke(now);
            HasBeenSeen = true;
        }

        public long? NextTime(long now) => Again is not null && Looks.Count > 0 ? Again(now) : Due > now || Looks.Count == 0 ? Due : null;
    }
}
