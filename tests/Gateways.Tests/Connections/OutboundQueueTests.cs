using System.Globalization;
using Gateways.Specification;
using Gateways.Tests.Hosting;

namespace Gateways.Tests.Connections;

public sealed class OutboundQueueTests : IAsyncLifetime
{
    private const int Limit = 1024;
    private EngineHost? _host;
    private HeldConnection? _connection;

    private HeldConnection Connection => _connection!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.StartAsync(static options => options.MaxOutboundBytes = Limit);
        _connection = _host.CreateConnection();
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task Add_SharedAndCopied_LeaveInOrder()
    {
        var numbers = Enumerable.Range(0, 100).Select(static i => i.ToString("000", CultureInfo.InvariantCulture)).ToArray();

        for (var i = 0; i < numbers.Length; i++)
        {
            if (i % 3 == 0)
            {
                Connection.SendShared(numbers[i]);
            }
            else
            {
                Connection.SendCopy(numbers[i]);
            }
        }

        Assert.Equal(string.Concat(numbers), await Connection.ReadAsync(300));
    }

    [Fact]
    public async Task AddApart_NobodyWrites_LeavesAtOnceAndAlone()
    {
        Connection.SendApart("reply");
        Connection.SendShared("event");

        Assert.Equal(("reply", true), Part(await Connection.NextAsync()));
        Assert.Equal(("event", false), Part(await Connection.NextAsync()));
    }

    [Fact]
    public async Task AddApart_SomebodyWrites_NothingBehindItLeavesWithIt()
    {
        Connection.Hold();
        Connection.SendShared("first");
        await Connection.NextAsync();
        Connection.SendCopy("a");
        Connection.SendApart("b");
        Connection.SendCopy("c");
        Connection.SendShared("d");
        Connection.SendApart("e");
        Connection.SendApart("f");
        Connection.SendCopy("g");
        Assert.Equal("firstabcdefg".Length, Connection.OutboundBytes);

        Connection.Release();

        Assert.Equal(("ab", true), Part(await Connection.NextAsync()));
        Assert.Equal(("cde", true), Part(await Connection.NextAsync()));
        Assert.Equal(("f", true), Part(await Connection.NextAsync()));
        Assert.Equal(("g", false), Part(await Connection.NextAsync()));
        Connection.SendCopy("h");
        Assert.Equal(("h", false), Part(await Connection.NextAsync()));
    }

    [Fact]
    public async Task Add_FromManyThreads_LosesNothingAndKeepsEachThreadsOrder()
    {
        await using var host = await EngineHost.StartAsync();
        var connection = host.CreateConnection();

        var adding = Task.WhenAll("abcd".Select(letter => Task.Run(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                connection.SendCopy(string.Create(CultureInfo.InvariantCulture, $"{letter}{i:000}"));
            }
        })));

        var text = await connection.ReadAsync(4 * 4 * 1000);
        await adding.Soon();
        var frames = text.Chunk(4).Select(static frame => new string(frame)).ToLookup(static frame => frame[0]);
        var expected = Enumerable.Range(0, 1000).Select(static i => i.ToString("000", CultureInfo.InvariantCulture)).ToArray();
        Assert.All("abcd", letter => Assert.Equal(expected, frames[letter].Select(static frame => frame[1..])));
    }

    [Fact]
    public async Task Add_WhileAWriteIsUnderWay_LeavesAsOneBatch()
    {
        Connection.Hold();
        Connection.SendShared("first");
        Assert.Equal("first", (await Connection.NextAsync()).Text);

        Connection.SendShared("a");
        Connection.SendShared("b");
        Connection.SendCopy("c");
        Connection.SendCopy("d");
        Assert.Null(Connection.Next());
        Connection.Release();

        Assert.Equal(new WrittenBatch("abcd", 3, 4), await Connection.NextAsync());
    }

    [Fact]
    public async Task Add_LargerThanTheSharedBuffer_ComesOutWhole()
    {
        await using var host = await EngineHost.StartAsync();
        var connection = host.CreateConnection();
        var large = new string('x', 10_000);

        connection.BeginBatch();
        connection.SendCopy("a");
        connection.SendCopy(large);
        connection.SendCopy("b");
        connection.EndBatch();

        Assert.Equal($"a{large}b", await connection.ReadAsync(10_002));
    }

    [Fact]
    public async Task Bytes_CountWhatWaitsAndWhatIsBeingWritten()
    {
        Connection.Hold();
        Connection.SendShared("12345");
        await Connection.NextAsync();
        Connection.SendCopy("678");
        Assert.Equal(8, Connection.OutboundBytes);

        Connection.Release();
        await Connection.NextAsync();
        Connection.Close(CloseReason.ServerDisconnect);
        await Connection.Closing.Soon();

        Assert.Equal(0, Connection.OutboundBytes);
    }

    [Fact]
    public async Task Add_UpToTheLimit_IsTaken()
    {
        Connection.Hold();
        Connection.SendShared(new string('a', 600));
        await Connection.NextAsync();

        Connection.SendShared(new string('b', Limit - 600));

        Assert.Null(Connection.CloseReason);
        Assert.Equal(Limit, Connection.OutboundBytes);
    }

    [Fact]
    public async Task Add_AboveTheLimit_ClosesAsSlowAndDropsWhatWaits()
    {
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();
        Connection.SendShared(new string('b', Limit - 1));

        Connection.SendShared("c");

        Assert.Equal(CloseReason.SlowClient, Connection.CloseReason);
        await Connection.SaidGoodbye.WaitAsync();
        Connection.Release();
        Assert.Equal("bye slow-client", (await Connection.NextAsync()).Text);
        await Connection.Ended.WaitAsync();
        Assert.Equal(2002, Assert.Single(_host!.Log.Lines, static line => line.EventId is >= 2000 and < 3000).EventId);
    }

    [Fact]
    public async Task Add_OneOversizeMessage_IsLetThroughAndDoesNotCount()
    {
        var large = new string('x', 5 * Limit);
        Connection.Hold();
        Connection.SendShared(large);
        Connection.SendShared(new string('a', Limit));
        Assert.Null(Connection.CloseReason);

        Connection.SendShared("b");

        Assert.Equal(CloseReason.SlowClient, Connection.CloseReason);
        Connection.Release();
        await Connection.Ended.WaitAsync();
    }

    [Fact]
    public async Task Add_OversizeBehindAnother_ClosesAsSlow()
    {
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();

        Connection.SendShared(new string('x', Limit));

        Assert.Equal(CloseReason.SlowClient, Connection.CloseReason);
    }

    [Fact]
    public async Task Add_AfterAnOversizeMessageWasWritten_IsBoundedAgain()
    {
        Connection.Hold();
        Connection.SendShared(new string('o', Limit * 5));
        await Connection.NextAsync();
        Connection.SendShared(new string('a', Limit - 24));
        Connection.HoldNext();
        await Connection.NextAsync();

        Connection.SendShared(new string('b', Limit - 24));

        Assert.Equal(CloseReason.SlowClient, Connection.CloseReason);
    }

    private static (string Text, bool IsApart) Part(WrittenBatch batch) => (batch.Text, batch.IsApart);
}
