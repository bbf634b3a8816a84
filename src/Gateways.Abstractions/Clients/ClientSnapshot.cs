using System.Text.Json.Serialization;

namespace Gateways;

/// <summary>
/// A client as it was when it was fetched; it may live on another server. Its JSON is made of what the constructor takes: <see cref="Data"/> and <see cref="Handshake"/> are not part of it, so
/// that an application which sends snapshots to its clients says itself what of them others may see.
/// </summary>
/// <param name="Id">The client's id, for <see cref="IGatewayServer.ToClient"/>.</param>
/// <param name="UserIdentifier">The user it belongs to, if any.</param>
/// <param name="Transport">The transport it arrived by.</param>
/// <param name="Rooms">The rooms it was in.</param>
/// <param name="ConnectedAt">When it connected.</param>
public sealed record ClientSnapshot(string Id, string? UserIdentifier, GatewayTransports Transport, IReadOnlyCollection<string> Rooms, DateTimeOffset ConnectedAt)
{
    private readonly Lazy<HandshakeSnapshot>? _handshake;

    private ClientSnapshot(IGatewayClient client, GatewayHandshake handshake, IReadOnlyCollection<string> rooms)
        : this(client.Id, client.UserIdentifier, client.Transport, rooms, handshake.Time)
    {
        var transport = client.Transport;
        _handshake = new Lazy<HandshakeSnapshot>(() => handshake.TakeSnapshot(transport), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>What the application kept on the client (<see cref="IGatewayClient.Data"/>), as JSON. Of a client of a Node server: its <c>socket.data</c>.</summary>
    [JsonIgnore]
    public ClientDataSnapshot Data { get; init; } = ClientDataSnapshot.Empty;

    /// <summary>What may be told of the client's handshake: no auth payload, no token, no cookie. <see cref="HandshakeSnapshot.Unknown"/> where another server has not told of it.</summary>
    [JsonIgnore]
    public HandshakeSnapshot Handshake
    {
        get => _handshake?.Value ?? HandshakeSnapshot.Unknown;
        init => _handshake = new Lazy<HandshakeSnapshot>(value);
    }

    /// <summary>A client as it is now, for authors of adapters. Its handshake, which does not change, is looked at when it is asked for.</summary>
    /// <param name="client">The client.</param>
    /// <param name="rooms">The rooms it is in.</param>
    /// <param name="data">What is kept on it.</param>
    public static ClientSnapshot Of(IGatewayClient client, IReadOnlyCollection<string> rooms, ClientDataSnapshot data)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new ClientSnapshot(client, client.Handshake, rooms) { Data = data };
    }
}
