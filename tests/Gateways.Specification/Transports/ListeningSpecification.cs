using System.Text.Json.Nodes;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

/// <summary>
/// What every transport does for a client that listens, whether it can speak or not. A subclass says how to add the transport and how to connect a client, and where it differs; a transport whose
/// clients can also send is a <see cref="TransportSpecification"/>.
/// </summary>
public abstract partial class ListeningSpecification : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _clients = [];
    private SpecificationHost? _host;

    /// <summary>Whether a client that is closed is told why in words.</summary>
    protected virtual bool ClosesWithText => true;

    /// <summary>What the server takes a client's goodbye for.</summary>
    protected virtual CloseReason GoodbyeReason => CloseReason.ClientDisconnect;

    /// <summary>What a client hears of an event without a payload.</summary>
    protected virtual string NoPayload => "";

    /// <summary>What the gateway sees as the client's transport.</summary>
    protected virtual GatewayTransports Kind => GatewayTransports.WebSocket;

    protected SpecificationHost Host => _host ?? throw new InvalidOperationException("Start the host first.");

    protected Probe Probe => Host.Probe;

    protected IGatewayServer Server => Host.Server;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        if (_host is not null)
        {
            await _host.DisposeAsync();
        }
    }

    protected abstract void AddTransport(IGatewaysBuilder builder);

    /// <summary>Connects a client; a refusal by HTTP is a <see cref="ConnectRefusedException"/>.</summary>
    protected abstract Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request);

    /// <summary>Connects a client that never reads, with a small receive buffer.</summary>
    protected abstract Task<IAsyncDisposable> OpenStuckAsync(SpecificationHost host, string path);

    /// <summary>Sends nonsense of many kinds, over connections of its own, and waits until the server has had enough of each.</summary>
    protected abstract Task SendGarbageAsync(SpecificationHost host, string path, Random random);

    protected virtual void Configure(WebApplication app)
    {
    }

    /// <summary>Asks to be let in where that will be refused, as bare as can be, and tells what the refusal said.</summary>
    protected virtual async Task<Refusal> AskInVainAsync(SpecificationHost host, ClientRequest request)
    {
        using var http = new HttpClient();
        using var message = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(host.Address) { Path = request.Path, Query = request.Query }.Uri);
        message.Headers.Connection.Add("Upgrade");
        message.Headers.Upgrade.Add(new("websocket"));
        message.Headers.Add("Sec-WebSocket-Version", "13");
        message.Headers.Add("Sec-WebSocket-Key", RawWebSocket.Key);
        using var response = await http.SendAsync(message).Soon();
        return new Refusal((int)response.StatusCode, await response.Content.ReadAsStringAsync().Soon());
    }

    protected Task<Refusal> AskInVainAsync(string path, string query = "") => AskInVainAsync(Host, new ClientRequest(path, query));

    /// <summary>Whoever asks is refused with this status, where the protocol has one.</summary>
    protected async Task<Refusal> AssertRefusedAsync(int status, string path, string query = "")
    {
        var refusal = await AskInVainAsync(path, query);
        Assert.Equal(status, refusal.Status ?? status);
        return refusal;
    }

    protected async Task StartAsync(
        Action<GatewayOptions>? configure = null, Action<IGatewaysBuilder>? services = null, Action<IEndpointConventionBuilder>? endpoints = null)
    {
        Assert.Null(_host);
        _host = await SpecificationHost.StartAsync(AddTransport, configure, Configure, services, endpoints);
        await Probe.NextNoteAsync();
    }

    protected async Task<SpecificationClient> OpenAsync(string path = "/spec", string query = "", string? origin = null)
    {
        if (_host is null)
        {
            await StartAsync();
        }

        var client = await OpenAsync(Host, new ClientRequest(path, query, origin));
        _clients.Add(client);
        return client;
    }

    protected async Task<Peer> ConnectAsync(string path = "/spec", string query = "")
    {
        var client = await OpenAsync(path, query);
        return await PeerAsync(client);
    }

    protected async Task<Peer> ConnectStuckAsync(string path = "/spec")
    {
        await OpenStuckAsync(path);
        return await PeerAsync(null!);
    }

    protected async Task<IAsyncDisposable> OpenStuckAsync(string path)
    {
        var stuck = await OpenStuckAsync(Host, path);
        _clients.Add(stuck);
        return stuck;
    }

    /// <summary>Everything this client is owed up to now has arrived, and it is nothing: it is let in, an event goes to it alone, and nothing comes before that.</summary>
    protected virtual async Task AssertHeardNothingAsync(Peer peer)
    {
        await LetInAsync(peer);
        await peer.Server.EmitAsync("nothing else");
        Assert.Equal("nothing else", (await peer.Client.NextAsync()).Name);
        Assert.False(peer.Client.HasEvents);
    }

    /// <summary>The client was closed, and told why where its protocol can.</summary>
    protected async Task AssertClosedAsync(string text, SpecificationClient client)
    {
        var told = await client.Closed;
        if (ClosesWithText)
        {
            Assert.Equal(text, told);
        }
    }

    protected static void AssertJson(string expected, string? actual)
    {
        Assert.NotNull(actual);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}, but it is {actual}.");
    }

    /// <summary>What was noted since the start.</summary>
    protected string[] TakeNotes() => [.. Probe.Notes.Skip(1)];

    /// <summary>The peer whose hook is entered next. Where the hook is not the test's own, the peer is let in as well: it hears from now on what is for everyone.</summary>
    private async Task<Peer> PeerAsync(SpecificationClient client)
    {
        var peer = new Peer(client, await Probe.NextConnectedAsync());
        if (!Probe.HasConnecting)
        {
            await LetInAsync(peer);
        }

        return peer;
    }

    /// <summary>The client hears what is for everyone, where a test says something to everyone: its connection hook has ended.</summary>
    private Task LetInAsync(Peer peer)
    {
        IGatewayServer? server = peer.Server.Namespace switch
        {
            "/guarded" => Host.Services.GetRequiredService<IGatewayServer<GuardedGateway>>(),
            "/members" => Host.Services.GetRequiredService<IGatewayServer<MembersGateway>>(),
            "/outgoing" => Outgoing,
            "/spec" => Server,
            var path when path.StartsWith("/spec-rooms/", StringComparison.Ordinal) => SpecRooms.Of(path),
            _ => null,
        };
        return server is null ? Task.CompletedTask : SpecificationHost.LetInAsync(server, peer.Server);
    }
}
