using Gateways.Dispatch;

namespace Gateways.Tests.Dispatch;

public sealed class PendingAcksTests
{
    private readonly PendingAcks _acks = new("a", 3);
    private readonly AckRecorder _sink = new();

    [Fact]
    public void Complete_Known_TellsItsSinkOnce()
    {
        Assert.True(_acks.TryAdd(1, _sink));
        Assert.True(_acks.TryAdd(2, _sink));

        Assert.True(_acks.TryComplete(2, "true"u8.ToArray(), isError: true, null));
        Assert.True(_acks.TryComplete(1, default, isError: false, null));
        Assert.False(_acks.TryComplete(1, default, isError: false, null));

        Assert.Equal(["a failed true", "a answered "], _sink.Answers);
    }

    [Fact]
    public void Complete_Unknown_IsRefused()
    {
        _acks.TryAdd(1, _sink);

        Assert.False(_acks.TryComplete(2, default, isError: false, null));
        Assert.Empty(_sink.Answers);
    }

    [Fact]
    public void Add_AboveTheLimit_IsRefusedUntilOneIsAnswered()
    {
        Assert.All([1, 2, 3], id => Assert.True(_acks.TryAdd(id, _sink)));
        Assert.False(_acks.TryAdd(4, _sink));

        _acks.TryComplete(1, default, isError: false, null);

        Assert.True(_acks.TryAdd(4, _sink));
    }

    [Fact]
    public void Add_SameIdTwice_IsRefused()
    {
        Assert.True(_acks.TryAdd(1, _sink));
        Assert.False(_acks.TryAdd(1, _sink));
    }

    [Fact]
    public void Remove_Known_ForgetsIt()
    {
        _acks.TryAdd(1, _sink);

        Assert.True(_acks.Remove(1));
        Assert.False(_acks.Remove(1));
        Assert.False(_acks.TryComplete(1, default, isError: false, null));
        _acks.Abandon();
        Assert.Empty(_sink.Answers);
    }

    [Fact]
    public void Abandon_TellsEveryoneAndTakesNoMore()
    {
        _acks.TryAdd(1, _sink);
        _acks.TryAdd(2, _sink);

        _acks.Abandon();
        _acks.Abandon();

        Assert.Equal(["a gone", "a gone"], _sink.Answers);
        Assert.False(_acks.TryAdd(3, _sink));
        Assert.False(_acks.TryComplete(1, default, isError: false, null));
    }

    [Fact]
    public void Race_AnswersAndDeparture_TellEachSinkOnce()
    {
        for (var round = 0; round < 200; round++)
        {
            var (acks, sink) = (new PendingAcks("a", 100), new AckRecorder());
            Assert.All(Enumerable.Range(0, 100), id => Assert.True(acks.TryAdd(id, sink)));

            Parallel.For(0, 201, i =>
            {
                if (i == 100)
                {
                    acks.Abandon();
                }
                else
                {
                    acks.TryComplete(i % 101, default, isError: false, null);
                }
            });

            Assert.Equal(100, sink.Answers.Count);
        }
    }
}
