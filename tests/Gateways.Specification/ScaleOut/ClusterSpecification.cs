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

    /// <summary>The transports of clients that can also speak; those a test connects one by one take turns.</summary>
    protected abstract IReadOnlyList<GatewayTransports> Transports { get; }

    /// <summary>The transports of clients that only listen.</summary>
    protected virtual IReadOnlyList<GatewayTransports> ListeningTransports => [];

    /// <summary>How many clients <see cref="ConnectEverywhereAsync"/> connects to each server.</summary>
    protected int ClientsPerServer => Transports.Count + ListeningTransports.Count;

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

    /// <summary>Connects a client that can speak to a server.</summary>
    protected Task<Peer> ConnectAsync(SpecificationHost host, string? user = null, params string[] rooms) => EnterAsync(ConnectToAsync(host, "/spec"), user, rooms);

    /// <summary>Connects a client that can speak to a namespace of a server.</summary>
    protected Task<Peer> ConnectToAsync(SpecificationHost host, string path) => ConnectToAsync(host, path, Transports[_clients.Count % Transports.Count]);

    /// <summary>One client of every transport on every server, server by server.</summary>
    protected async Task<Peer[]> ConnectEverywhereAsync(string? user = null, params string[] rooms)
    {
        var peers = new List<Peer>();
        foreach (var host in _hosts)
        {
            foreach (var transport in Transports.Concat(ListeningTransports))
            {
                peers.Add(await EnterAsync(ConnectToAsync(host, "/spec", transport), user, rooms));
            }
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

    private static async Task<Peer> EnterAsync(Task<Peer> connecting, string? user, string[] rooms)
    {
        var peer = await connecting;
        if (user is not null)
        {
            peer.Server.UserIdentifier = user;
        }

        await peer.Server.JoinAsync(rooms);
        return peer;
    }

    /// <summary>The hook has been entered, but the client is let in only after it: a call is answered after that, and who cannot call is seen by others from then on.</summary>
    private async Task<Peer> ConnectToAsync(SpecificationHost host, string path, GatewayTransports transport)
    {
        var client = await OpenAsync(host, new ClientRequest(path, "", null), transport);
        _clients.Add(client);
        var server = await host.Probe.NextConnectedAsync();
        Assert.Equal(transport, server.Transport);
        if (client.OnlyListens)
        {
            while ((await host.Server.Local.FetchClientsAsync()).All(known => known.Id != server.Id))
            {
                await Task.Yield();
            }
        }
        else
        {
            await client.CallAsync("echo", "0");
        }

        return new Peer(client, server);
    }
}
