using System.Text.Json.Nodes;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;

namespace Gateways.Specification.ScaleOut;

/// <summary>Servers of one cluster, and clients of theirs. A subclass says how servers find each other, and with which clients.</summary>
public abstract class ClusterSpecification : IAsyncLifetime
{
    private readonly List<SpecificationClient> _clients = [];
    private readonly List<SpecificationHost> _hosts = [];

    /// <summary>How many servers there are.</summary>
    protected abstract int ServerCount { get; }

    /// <summary>The transports clients come by; a test's clients take turns.</summary>
    protected abstract IReadOnlyList<GatewayTransports> Transports { get; }

    /// <summary>A name for one cluster, new for each test.</summary>
    protected string Cluster { get; } = $"test-{Guid.NewGuid():N}";

    protected IReadOnlyList<SpecificationHost> Hosts => _hosts;

    protected IGatewayServer First => _hosts[0].Server;

    protected IGatewayServer Last => _hosts[^1].Server;

    public virtual async Task InitializeAsync()
    {
        for (var i = 0; i < ServerCount; i++)
        {
            await StartServerAsync(Cluster);
        }
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>Adds transports, and the adapter of a cluster.</summary>
    protected abstract void AddServer(IGatewaysBuilder builder, string cluster);

    protected abstract Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request, GatewayTransports transport);

    protected async Task<SpecificationHost> StartServerAsync(string cluster)
    {
        var host = await SpecificationHost.StartAsync(builder => AddServer(builder, cluster), static options => options.AckTimeout = Patience.Limit);
        _hosts.Add(host);
        return host;
    }

    /// <summary>Stops a server, as a deployment does.</summary>
    protected async Task StopServerAsync(SpecificationHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    /// <summary>Connects a client to a server; what it is asked it answers with its own name.</summary>
    protected async Task<Peer> ConnectAsync(SpecificationHost host, string? user = null, params string[] rooms)
    {
        var peer = await ConnectToAsync(host, "/spec");
        var server = peer.Server;
        if (user is not null)
        {
            server.UserIdentifier = user;
        }

        await server.JoinAsync(rooms);
        return peer;
    }

    /// <summary>Connects a client to a namespace of a server.</summary>
    protected async Task<Peer> ConnectToAsync(SpecificationHost host, string path)
    {
        var transport = Transports[_clients.Count % Transports.Count];
        var client = await OpenAsync(host, new ClientRequest(path, "", null), transport);
        _clients.Add(client);
        var server = await host.Probe.NextConnectedAsync();

        // The hook has been entered, but the client is let in only after it: a call is answered after that.
        await client.CallAsync("echo", "0");
        Assert.Equal(transport, server.Transport);
        return new Peer(client, server);
    }

    /// <summary>One client on every server.</summary>
    protected async Task<Peer[]> ConnectEverywhereAsync(string? user = null, params string[] rooms)
    {
        var peers = new List<Peer>();
        foreach (var host in _hosts)
        {
            peers.Add(await ConnectAsync(host, user, rooms));
        }

        return [.. peers];
    }

    /// <summary>Everything published before has arrived, and none of it was for these clients: a message behind it has arrived, and nothing before.</summary>
    protected async Task AssertHeardNothingAsync(IGatewayServer from, params Peer[] peers)
    {
        foreach (var peer in peers)
        {
            await from.ToClient(peer.Id).EmitAsync("heard", "last");
            Assert.Equal("\"last\"", await peer.Client.HearAsync("heard"));
        }
    }

    protected static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}, but it is {actual}.");
}
