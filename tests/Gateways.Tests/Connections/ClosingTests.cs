using Gateways.Specification;
using Gateways.Tests.Hosting;

namespace Gateways.Tests.Connections;

public sealed class ClosingTests : IAsyncLifetime
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
    public async Task Close_MessagesWait_GoodbyeFollowsThem()
    {
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();
        Connection.SendShared("b");

        Connection.Close(CloseReason.ServerDisconnect);
        await Connection.SaidGoodbye.WaitAsync();
        Assert.False(Connection.Closing.IsCompleted);
        Assert.False(Connection.Ended.IsSet);
        Connection.Release();

        Assert.Equal("bbye server-disconnect", await Connection.ReadAsync(22));
        await Connection.Closing.Soon();
        Assert.True(Connection.Ended.IsSet);
        Assert.False(Connection.Aborted.IsSet);
    }

    [Fact]
    public async Task Close_NothingWaits_SaysGoodbye()
    {
        Assert.True(Connection.Closing.IsCompleted);

        Connection.Close(CloseReason.ServerShutdown);

        Assert.Equal("bye server-shutdown", (await Connection.NextAsync()).Text);
        await Connection.Closing.Soon();
        Assert.True(Connection.Ended.IsSet);
    }

    [Fact]
    public async Task Close_Twice_TheFirstReasonCounts()
    {
        Connection.Close(CloseReason.Refused);
        Connection.Close(CloseReason.ServerShutdown);
        await Connection.Closing.Soon();

        Assert.Equal(CloseReason.Refused, Connection.CloseReason);
        Assert.Equal("bye refused", Connection.Next()!.Text);
        Assert.Null(Connection.Next());
    }

    [Fact]
    public async Task Send_AfterTheGoodbye_IsDropped()
    {
        Connection.Close(CloseReason.ServerDisconnect);
        await Connection.Closing.Soon();
        Assert.NotNull(Connection.Next());

        Connection.SendShared("a");
        Connection.SendCopy("b");

        Assert.Equal(0, Connection.OutboundBytes);
        Assert.Null(Connection.Next());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_Fails_AbortsAndTakesNoMore(bool later)
    {
        if (later)
        {
            Connection.Hold();
        }

        Connection.Failure = new ApplicationException("broken");
        Connection.SendShared("a");
        await Connection.NextAsync();
        Connection.Release();

        await Connection.Aborted.WaitAsync();
        Connection.SendShared("b");
        Assert.Equal(0, Connection.OutboundBytes);
        Assert.Null(Connection.Next());
        Assert.Contains(_host!.Log.Lines, static line => line.EventId == 2004);
    }

    [Fact]
    public async Task Write_LinkIsLost_IsNoError()
    {
        Connection.Failure = new IOException("reset");

        Connection.SendShared("a");

        await Connection.Aborted.WaitAsync();
        Assert.DoesNotContain(_host!.Log.Lines, static line => line.EventId == 2004);
    }

    [Fact]
    public async Task Write_FailsWhileClosing_CompletesClosing()
    {
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();
        Connection.Close(CloseReason.ServerDisconnect);
        await Connection.SaidGoodbye.WaitAsync();

        Connection.Failure = new IOException("reset");
        Connection.Release();

        await Connection.Closing.Soon();
        await Connection.Aborted.WaitAsync();
    }

    [Fact]
    public async Task Close_GoodbyeIsNeverTaken_AbortsAfterTheTimeout()
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();

        Connection.Close(CloseReason.ServerDisconnect);
        while (!Connection.Aborted.IsSet)
        {
            patience.Token.ThrowIfCancellationRequested();
            _host!.Time.Advance(_host.Engine.Options.CloseTimeout);
            await Task.Yield();
        }

        await Connection.Closing.Soon();
        Assert.False(Connection.Ended.IsSet);
    }

    [Fact]
    public async Task Tick_WriteTakesTooLong_ClosesAsSlowAndAborts()
    {
        var limit = _host!.Engine.SendTimeoutTicks;
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();

        Connection.Tick(1 + limit);
        Assert.Null(Connection.CloseReason);
        Connection.Tick(2 + limit);

        Assert.Equal(CloseReason.SlowClient, Connection.CloseReason);
        Assert.True(Connection.Aborted.IsSet);
    }

    [Fact]
    public async Task Abandon_WhileClosing_LetsGoOfEverything()
    {
        Connection.Hold();
        Connection.SendShared("a");
        await Connection.NextAsync();
        Connection.SendShared("b");
        Connection.Close(CloseReason.ServerDisconnect);
        await Connection.SaidGoodbye.WaitAsync();

        Connection.Abandon();

        await Connection.Closing.Soon();
        Connection.SendShared("c");
        Connection.Release();
        Assert.Null(Connection.Next());
    }
}
