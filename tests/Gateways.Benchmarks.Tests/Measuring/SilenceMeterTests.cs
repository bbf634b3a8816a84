namespace Gateways.Benchmarks.Tests.Measuring;

public class SilenceMeterTests
{
    [Fact]
    public void NothingSent_IsNoSilence()
    {
        var meter = new SilenceMeter(2);
        meter.Finish(1000);

        Assert.Equal((0, -1, 0), (meter.Longest, meter.LongestReader, meter.Completed));
    }

    [Fact]
    public void Silence_BeginsWhenSomethingIsDue_NotWithTheDeliveryBefore()
    {
        var meter = new SilenceMeter(1);
        meter.OnSent(10);
        meter.OnDelivered(0, 12);
        meter.OnSent(500);
        meter.OnDelivered(0, 505);

        Assert.Equal(5, meter.Longest);
    }

    [Fact]
    public void Silence_BetweenDeliveriesThatAreAllDue_CountsFromTheLast()
    {
        var meter = new SilenceMeter(1);
        meter.OnSent(0);
        meter.OnSent(0);
        meter.OnSent(0);
        meter.OnDelivered(0, 10);
        meter.OnDelivered(0, 40);
        meter.OnDelivered(0, 45);

        Assert.Equal(30, meter.Longest);
    }

    [Fact]
    public void OneSilentReader_AmongTalkedToOnes_IsFound()
    {
        var meter = new SilenceMeter(3);
        for (int time = 0; time < 100; time += 10)
        {
            meter.OnSent(time);
            meter.OnDelivered(0, time + 1);
            meter.OnDelivered(2, time + 2);
        }

        meter.OnDelivered(1, 95);

        Assert.Equal((95, 1, 1), (meter.Longest, meter.LongestReader, meter.Completed));
        Assert.Equal(21, meter.Deliveries);
    }

    [Fact]
    public void SilenceThatNeverEnds_CountsUpToTheEnd()
    {
        var meter = new SilenceMeter(2);
        meter.OnSent(100);
        meter.OnDelivered(0, 101);
        meter.Finish(10_100);

        Assert.Equal((10_000, 1), (meter.Longest, meter.LongestReader));
    }

    [Fact]
    public void ReaderThatHasEverything_IsNotSilentAtTheEnd()
    {
        var meter = new SilenceMeter(1);
        meter.OnSent(0);
        meter.OnDelivered(0, 3);
        meter.Finish(1_000_000);

        Assert.Equal((3, 1), (meter.Longest, meter.Completed));
    }

    [Fact]
    public void DeliveryThatIsNotDue_IsRefusedAndNotCounted()
    {
        var meter = new SilenceMeter(1);

        Assert.False(meter.OnDelivered(0, 5));
        meter.OnSent(6);
        Assert.True(meter.OnDelivered(0, 7));
        Assert.False(meter.OnDelivered(0, 8));
        Assert.Equal(1, meter.Deliveries);
    }

    [Fact]
    public void TimesThatBeginBelowZero_WorkToo()
    {
        var meter = new SilenceMeter(1);
        meter.OnSent(-1000);
        meter.OnDelivered(0, -400);

        Assert.Equal(600, meter.Longest);
    }
}
