using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>Recovery where a path has route parameters: each namespace has a log of its own, and outlives its last client.</summary>
public sealed class RecoveryOfFamiliesTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    private IGatewayServer<SpecRoomsGateway> Server => Host.Services.GetRequiredService<IGatewayServer<SpecRoomsGateway>>();

    public async Task InitializeAsync() => _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(static options => options.ConnectionStateRecovery = new()));

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Resume_OfTheOnlyClient_GetsWhatWasEmittedToItsNamespaceAndToAllOfThem()
    {
        var (sid, pid, offset) = await LoseAsync("/spec-rooms/7");
        await Server.Of("/spec-rooms/7").To("r1").EmitAsync("missed", 1);
        await Server.Of("/spec-rooms/8").EmitAsync("missed", 2);
        await Server.EmitAsync("missed", 3);
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec-rooms/7,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        Assert.StartsWith("42/spec-rooms/7,[\"missed\",1,", await client.NextAsync(), StringComparison.Ordinal);
        Assert.StartsWith("42/spec-rooms/7,[\"missed\",3,", await client.NextAsync(), StringComparison.Ordinal);
        Assert.Equal($"40/spec-rooms/7,{{\"sid\":\"{sid}\",\"pid\":\"{pid}\"}}", await client.NextAsync());
        Assert.Equal(["r1"], (await Host.Probe.NextConnectedAsync()).Rooms);
        await Server.Of("/spec-rooms/7").EmitAsync("live");
        Assert.StartsWith("42/spec-rooms/7,[\"live\",", await client.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_InAnotherNamespaceOfThePath_IsANewClient()
    {
        var (sid, pid, offset) = await LoseAsync("/spec-rooms/7");
        await using var client = await SocketClient.ConnectAsync(Host.Address);

        await client.SendAsync($"40/spec-rooms/8,{{\"pid\":\"{pid}\",\"offset\":\"{offset}\"}}");

        var packet = await client.NextAsync();
        Assert.StartsWith("40/spec-rooms/8,{\"sid\":", packet, StringComparison.Ordinal);
        Assert.DoesNotContain(sid, packet, StringComparison.Ordinal);
    }

    private async Task<(string Sid, string Pid, string Offset)> LoseAsync(string path)
    {
        await using var client = await SocketClient.ConnectAsync(Host.Address);
        await client.SendAsync($"40{path},");
        var parts = (await client.NextAsync()).Split('"');
        var server = await Host.Probe.NextConnectedAsync();
        await server.JoinAsync("r1");
        await server.EmitAsync("first");
        var offset = (await client.NextAsync()).Split('"')[3];
        client.Abort();
        await Host.Probe.NextDepartureAsync();
        return (parts[3], parts[7], offset);
    }
}
