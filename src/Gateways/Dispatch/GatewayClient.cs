using System.Security.Claims;
using Gateways.Adapters;
using Gateways.Connections;
using Gateways.Hosting;

namespace Gateways.Dispatch;

/// <summary>One connection inside one namespace: what the application sees of it. How it lives and how its messages run stand in the other parts.</summary>
internal sealed partial class GatewayClient : IGatewayClient, IAdapterClient, IGatewaySession
{
    private readonly GatewayConnection _connection;
    private ClaimsPrincipal _user;
    private string? _userIdentifier;
    private ClientData? _data;

    public GatewayClient(GatewayHost host, GatewayConnection connection, ConnectRequest request, string id)
    {
        Host = host;
        Id = id;
        Handshake = request.Handshake;
        _connection = connection;
        _user = request.User;
        _userIdentifier = request.UserIdentifier;
        _data = request.KnownData;
        _lane = new MessageLane(this, host.Descriptor.MaxConcurrency);
    }

    public string Id { get; }

    public string ConnectionId => _connection.Id;

    public GatewayTransports Transport => _connection.Transport;

    public string Namespace => Host.Path;

    public GatewayHandshake Handshake { get; }

    public DateTimeOffset ConnectedAt => Handshake.Time;

    public ClientData Data => _data ?? Interlocked.CompareExchange(ref _data, new ClientData(), null) ?? _data;

    public IReadOnlyCollection<string> Rooms => Adapter.GetRooms(this);

    public ClaimsPrincipal User
    {
        get => _user;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _user = value;
            UserIdentifier = GatewayHost.IdentifyUser(value);
        }
    }

    public string? UserIdentifier
    {
        get => _userIdentifier;
        set
        {
            _userIdentifier = value;
            var changed = Adapter.UserChangedAsync(this);
            if (!changed.IsCompletedSuccessfully)
            {
                _ = changed.AsTask();
            }
        }
    }

    public GatewayHost Host { get; }

    public GatewayEngine Engine => Host.Engine;

    /// <summary>The client's own instance of the gateway, where the gateway's lifetime is the connection's.</summary>
    public GatewayInstance? Instance { get; set; }

    string IGatewaySession.ClientId => Id;

    IGatewayClient IGatewaySession.Client => this;

    private IAdapter Adapter => Host.Namespace.Adapter;

    public ValueTask JoinAsync(string room, CancellationToken cancellationToken = default) =>
        Adapter.JoinAsync(this, [Host.Namespace.CheckRoom(room)], cancellationToken);

    public ValueTask JoinAsync(IReadOnlyCollection<string> rooms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return Adapter.JoinAsync(this, [.. rooms.Select(Host.Namespace.CheckRoom)], cancellationToken);
    }

    public ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default) =>
        Adapter.LeaveAsync(this, Host.Namespace.CheckRoom(room), cancellationToken);

    public ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default)
    {
        _connection.CloseClient(this, reason ?? CloseReason.ServerDisconnect);
        return default;
    }

    void IAdapterClient.Disconnect(CloseReason reason) => _connection.CloseClient(this, reason);
}
