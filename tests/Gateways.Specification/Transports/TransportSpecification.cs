using System.Text.Json.Nodes;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Gateways.Specification.Transports;

/// <summary>What every transport does. A subclass says how to add it and how to connect a client, and where it differs.</summary>
public abstract partial class TransportSpecification : IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _clients = [];
    private SpecificationHost? _host;

    /// <summary>Whether a failed ack carries the whole payload, and not only its text.</summary>
    protected virtual bool AcksCarryPayloads => true;

    /// <summary>Whether a value nobody asked for is sent bare.</summary>
    protected virtual bool SendsBareValues => true;

    /// <summary>Whether a client that is closed is told why in words.</summary>
    protected virtual bool ClosesWithText => true;

    /// <summary>Whether a client's ack may be an error.</summary>
    protected virtual bool HasFailedAcks => true;

    /// <summary>Whether an ack can have several values.</summary>
    protected virtual bool HasSeveralAckValues => false;

    /// <summary>Whether a name is the protocol's own, so that no client may send it as an event.</summary>
    protected virtual bool IsReservedName(string eventName) => false;

    /// <summary>Whether the server notices at once that a client which never reads is gone.</summary>
    protected virtual bool NoticesLossUnread => true;

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

    /// <summary>Sends an event over a connection that never reads.</summary>
    protected virtual Task EmitStuckAsync(IAsyncDisposable stuck, string path, string eventName, string json) =>
        ((RawWebSocket)stuck).SendAsync(RawWebSocket.Text($$"""{"event":"{{eventName}}","data":{{json}}}"""));

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
        return new Peer(client, await Probe.NextConnectedAsync());
    }

    protected async Task<Peer> ConnectStuckAsync(string path = "/spec")
    {
        await OpenStuckAsync(path);
        return new Peer(null!, await Probe.NextConnectedAsync());
    }

    protected async Task<IAsyncDisposable> OpenStuckAsync(string path)
    {
        var stuck = await OpenStuckAsync(Host, path);
        _clients.Add(stuck);
        return stuck;
    }

    /// <summary>An ack for an event nobody handles fails, or stays away where the protocol could not say that it has failed.</summary>
    protected async Task AssertUnknownAsync(Peer peer, string eventName, string json = "1")
    {
        var call = peer.Client.CallAsync(eventName, json);
        if (HasFailedAcks)
        {
            AssertFailed(await call, "Unknown event", """{"status":"error","message":"Unknown event"}""");
            return;
        }

        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(call.IsCompleted);
    }

    /// <summary>Everything this client is owed up to now has arrived, and it is nothing: a call goes there and back, nothing comes before its answer.</summary>
    protected static async Task AssertHeardNothingAsync(Peer peer)
    {
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
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

    protected void AssertFailed(Ack ack, string text, string payload)
    {
        Assert.Null(ack.Value);
        if (AcksCarryPayloads)
        {
            AssertJson(payload, ack.Error);
        }
        else
        {
            Assert.Equal(text, ack.Error);
        }
    }

    protected static void AssertJson(string expected, string? actual)
    {
        Assert.NotNull(actual);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}, but it is {actual}.");
    }
}
