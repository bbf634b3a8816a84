using Gateways.Dispatch;

namespace Gateways.Tests.Dispatch;

public sealed class PendingAcksTests
{
    [Fact]
    public void TryComplete_KnownId_OnceOnly()
    {
        var (acks, sink) = (new PendingAcks("c", 10), new RecordingSink());
        Assert.True(acks.TryAdd(1, sink));

        Assert.True(acks.TryComplete(1, "5"u8.ToArray(), isError: false));
        Assert.False(acks.TryComplete(1, "5"u8.ToArray(), isError: false));
        Assert.False(acks.TryComplete(2, default, isError: false));

        Assert.Equal(["c ack 5"], sink.Heard);
    }

    [Fact]
    public void TryAdd_AboveTheLimit_IsRefused()
    {
        var (acks, sink) = (new PendingAcks("c", 2), new RecordingSink());
        Assert.True(acks.TryAdd(1, sink));
        Assert.True(acks.TryAdd(2, sink));

        Assert.False(acks.TryAdd(3, sink));
        Assert.True(acks.Remove(1));
        Assert.False(acks.Remove(1));
        Assert.True(acks.TryAdd(3, sink));
        Assert.Empty(sink.Heard);
    }

    [Fact]
    public void Abandon_TellsEveryoneAndTakesNoMore()
    {
        var (acks, sink) = (new PendingAcks("c", 10), new RecordingSink());
        acks.TryAdd(1, sink);
        acks.TryAdd(2, sink);

        acks.Abandon();
        acks.Abandon();

        Assert.Equal(["c gone", "c gone"], sink.Heard);
        Assert.False(acks.TryAdd(3, sink));
        Assert.False(acks.TryComplete(1, default, isError: true));
    }
}
