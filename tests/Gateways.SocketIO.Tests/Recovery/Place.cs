using Gateways.SocketIO.Tests.Clients;
using Gateways.Specification.Hosting;

namespace Gateways.SocketIO.Tests.Recovery;

/// <summary>What a client needs to come back: who it was, its secret, and the last event it has heard.</summary>
internal sealed record Place(string Sid, string Pid, string Offset)
{
    /// <summary>The auth payload of one who comes back.</summary>
    public string Auth => $"{{\"pid\":\"{Pid}\",\"offset\":\"{Offset}\"}}";

    /// <summary>Enters a namespace, and hears one event, for without one a client has no offset.</summary>
    public static async Task<(Place Place, IGatewayClient Client)> TakeAsync(SpecificationHost host, SocketClient client, string @namespace)
    {
        await client.SendAsync($"40{@namespace},");
        var parts = (await client.NextAsync()).Split('"');
        var server = await host.Probe.NextConnectedAsync();
        await server.EmitAsync("first");
        return (new Place(parts[3], parts[7], (await client.NextAsync()).Split('"')[3]), server);
    }

    /// <summary>The id in a CONNECT packet.</summary>
    public static string SidOf(string packet)
    {
        Assert.StartsWith("40/", packet, StringComparison.Ordinal);
        return packet.Split('"')[3];
    }
}
