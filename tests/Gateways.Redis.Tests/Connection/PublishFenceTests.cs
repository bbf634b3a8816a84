using Gateways.Redis.Connection;

namespace Gateways.Redis.Tests.Connection;

public sealed class PublishFenceTests
{
    private readonly PublishFence _fence = new();

    [Fact]
    public void Uncertain_OneAfterTheOther_IsTheLast()
    {
        for (var i = 0; i < 5; i++)
        {
            _fence.Confirm(_fence.Mark());
        }

        Assert.Equal(1, _fence.TakeUncertain());
        Assert.Equal(0, _fence.TakeUncertain());
    }

    [Fact]
    public void Uncertain_SentTogether_AreAll()
    {
        var marks = Enumerable.Range(0, 4).Select(_ => _fence.Mark()).ToArray();
        foreach (var mark in marks)
        {
            _fence.Confirm(mark);
        }

        Assert.Equal(4, _fence.TakeUncertain());
    }

    [Fact]
    public void Uncertain_AnswerToALaterCommand_MakesThemCertain()
    {
        _fence.Confirm(_fence.Mark());
        var probe = _fence.Mark();
        _fence.Confirm(_fence.Mark());

        // The probe was sent when only the first had been confirmed.
        _fence.Pass(probe);
        Assert.Equal(1, _fence.TakeUncertain());
    }

    [Fact]
    public void Pass_OutOfTurn_ForgetsNothing()
    {
        _fence.Confirm(0);
        _fence.Confirm(0);
        var late = _fence.Mark();
        _fence.Pass(late);
        _fence.Pass(1);

        Assert.Equal(0, _fence.TakeUncertain());
    }

    [Fact]
    public async Task Uncertain_FromManyThreads_IsNeverNegativeNorMoreThanWasUnderWay()
    {
        const int Threads = 8;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                _fence.Confirm(_fence.Mark());
            }
        })));

        Assert.InRange(_fence.TakeUncertain(), 1, Threads);
    }
}
