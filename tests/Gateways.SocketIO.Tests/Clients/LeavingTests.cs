using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Clients;

/// <summary>One client of a connection ends: its hooks come in pairs, and the others notice nothing.</summary>
public sealed class LeavingTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(), static options => options.MaxPendingMessages = 2);

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Disconnect_InItsOwnHook_TheDisconnectHookComesBehindIt()
    {
        var isOver = false;
        Host.Probe.Connecting = async (client, _) =>
        {
            await client.DisconnectAsync(cancellationToken: CancellationToken.None);

            // Long enough for an end that does not wait for the hook.
            Thread.Sleep(200);
            isOver = true;
        };
        Host.Probe.Disconnecting = (_, _) =>
        {
            Host.Probe.Note($"over {isOver}");
            return default;
        };
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.EnterAsync("/spec");
        Assert.Equal("41/spec,", await client.NextAsync());

        var departure = await Host.Probe.NextDepartureAsync();
        Assert.Same(await Host.Probe.NextConnectedAsync(), departure.Client);
        Assert.Contains("over True", Host.Probe.Notes);
        Assert.Empty(await Host.Server.FetchClientsAsync());
    }

    [Fact]
    public async Task Refuse_TooMuchWaitsForTheHook_OtherNamespacesAreReadOn()
    {
        var hook = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Host.Probe.Connecting = (client, _) => client.Namespace == "/spec" ? default : new ValueTask(hook.Task);
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        await client.EnterAsync("/spec-rooms/1");
        await client.SendAsync("42/spec-rooms/1,[\"echo\",1]");
        await client.SendAsync("42/spec-rooms/1,[\"echo\",2]");
        await client.SendAsync("42/spec,1[\"echo\",3]");

        hook.SetException(new WsException("no"));

        Assert.StartsWith("42/spec-rooms/1,[\"exception\"", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("41/spec-rooms/1,", await client.NextAsync());
        Assert.Equal("43/spec,1[3]", await client.NextAsync());
    }
}
