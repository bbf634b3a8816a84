using Gateways.Adapters;
using Gateways.Specification;
using Gateways.Specification.Adapters;

namespace Gateways.Redis.Tests.ScaleOut;

/// <summary>To leave a namespace and to lose the connection are two things, on the wire too.</summary>
public sealed class DisconnectTests
{
    private readonly AdapterPair _servers = new();
    private readonly RecordingClient _client = new("c1");

    [Fact]
    public async Task Disconnect_FromAnotherServer_LeavesTheConnectionOpen()
    {
        var asker = await StartAsync();

        await asker.DisconnectAsync(EmitScope.Everyone, CloseReason.Refused, default);

        await UntilAsync(() => !_client.Closed.IsEmpty);
        Assert.Equal([CloseReason.Refused], _client.Closed);
        Assert.Empty(_client.ConnectionsClosed);
    }

    [Fact]
    public async Task Close_FromAnotherServer_ClosesTheConnection()
    {
        var asker = await StartAsync();

        await asker.CloseConnectionsAsync(EmitScope.Everyone, CloseReason.Refused, default);

        await UntilAsync(() => !_client.ConnectionsClosed.IsEmpty);
        Assert.Equal([CloseReason.Refused], _client.ConnectionsClosed);
        Assert.Empty(_client.Closed);
    }

    [Fact]
    public async Task Close_AskedByNode_ClosesTheConnection()
    {
        await StartAsync();

        _servers.Bus.Publish(_servers.Channels.Request, """{"uid":"node","type":4,"opts":{"rooms":["c1"],"except":[]},"close":true}"""u8.ToArray());

        await UntilAsync(() => !_client.ConnectionsClosed.IsEmpty);
        Assert.Equal([CloseReason.ServerDisconnect], _client.ConnectionsClosed);
        Assert.Empty(_client.Closed);
    }

    [Fact]
    public async Task Disposed_PublishesWhatIsLate_AndSaysNothingFalse()
    {
        var asker = await StartAsync();
        var late = await _servers.StartAsync("late");
        await late.DisposeAsync();

        await late.BroadcastAsync(new Gateways.Protocol.OutboundMessage(AdapterPair.Namespace, "heard", default, 0), EmitScope.Everyone, default);

        await UntilAsync(() => !_client.Heard.IsEmpty);
        Assert.Equal(2, await asker.CountServersAsync(default));
    }

    [Fact]
    public async Task Visit_CancelledWhileItEnters_LeavesNobodyEntered()
    {
        await StartAsync();
        var visitor = _servers.Create("visitor");
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await visitor.CountAsync(EmitScope.Everyone, cancelled.Token));
        Assert.Equal(1, await visitor.CountAsync(EmitScope.Everyone, default));

        Assert.Equal(2, await visitor.CountServersAsync(default));
    }

    private async Task<Redis.Adapters.RedisAdapter> StartAsync()
    {
        var server = await _servers.StartAsync("server");
        await server.AddAsync(_client, default);
        await server.AdmitAsync(_client, default);
        return await _servers.StartAsync("asker");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}
