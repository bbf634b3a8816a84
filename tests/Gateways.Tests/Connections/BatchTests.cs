using Gateways.Tests.Hosting;

namespace Gateways.Tests.Connections;

public sealed class BatchTests : IAsyncLifetime
{
    private EngineHost? _host;
    private HeldConnection? _connection;

    private HeldConnection Connection => _connection!;

    public async Task InitializeAsync()
    {
        _host = await EngineHost.StartAsync();
        _connection = _host.CreateConnection();
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public void Replies_InsideABatch_LeaveAtItsEndInOneWrite()
    {
        Connection.BeginBatch();
        Connection.SendCopy("a");
        Connection.SendCopy("b");
        Connection.SendCopy("c");
        Assert.Null(Connection.Next());

        Connection.EndBatch();

        Assert.Equal(new WrittenBatch("abc", 1, 3), Connection.Next());
    }

    [Fact]
    public void Batch_Empty_WritesNothing()
    {
        Connection.BeginBatch();
        Connection.EndBatch();

        Assert.Null(Connection.Next());
        Assert.Equal(0, Connection.OutboundBytes);
    }

    [Fact]
    public async Task Reply_AfterTheBatch_LeavesByItself()
    {
        Connection.BeginBatch();
        Connection.EndBatch();

        Connection.SendCopy("a");

        Assert.Equal("a", (await Connection.NextAsync()).Text);
    }

    [Fact]
    public async Task Reply_OfAnotherThread_DoesNotWaitForTheBatch()
    {
        Connection.BeginBatch();
        var other = new Thread(() => Connection.SendCopy("a"));
        other.Start();
        other.Join();

        Assert.Equal("a", (await Connection.NextAsync()).Text);
    }

    [Fact]
    public async Task Tick_BatchIsStillOpen_WritesWhatWaits()
    {
        Connection.BeginBatch();
        Connection.SendCopy("a");
        Assert.Null(Connection.Next());

        Connection.Tick(2);

        Assert.Equal("a", (await Connection.NextAsync()).Text);
    }

    [Fact]
    public async Task EndBatch_WriteIsUnderWay_LeavesTheRestToItsWriter()
    {
        Connection.Hold();
        Connection.SendShared("first");
        await Connection.NextAsync();

        Connection.BeginBatch();
        Connection.SendCopy("a");
        Connection.SendCopy("b");
        Connection.EndBatch();
        Assert.Null(Connection.Next());
        Connection.Release();

        Assert.Equal("ab", (await Connection.NextAsync()).Text);
    }
}
