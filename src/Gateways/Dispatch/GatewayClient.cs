using System.Security.Claims;
using Gateways.Adapters;
using Gateways.Connecting;
using Gateways.Connections;
using Gateways.Hosting;
using Gateways.Namespaces;
using Gateways.Recovery;
using Gateways.Rooms;

namespace Gateways.Dispatch;

/// <summary>One connection inside one namespace: what the application sees of it. How it lives and how its messages run stand in the other parts.</summary>
internal sealed partial class GatewayClient : IGatewayClient, IAdapterClient, IGatewaySession
{
    private readonly GatewayConnection _connection;
    private ClaimsPrincipal? _user;
    private string? _userIdentifier;
    private ClientData? _data;
    private HashSet<object>? _remembered;
    private GatewayInstance[] _instances = [];

    public GatewayClient(GatewayHost host, GatewayConnection connection, ConnectRequest request, string id)
    {
        Host = host;
        Id = id;
        Space = host.Namespaces.Take(request.Namespace);
        RouteValues = request.RouteValues;
        Handshake = request.Handshake;
        _connection = connection;
        _user = request.KnownUser;
        _userIdentifier = request.UserIdentifier;
        _data = request.KnownData;
        _lane = new MessageLane(this, host.Settings.MaxConcurrency);
    }

    public string Id { get; private set; }

    public string ConnectionId => _connection.Id;

    public GatewayTransports Transport => _connection.Transport;

    public string Namespace => Space.Path;

    public IReadOnlyDictionary<string, string> RouteValues { get; }

    public GatewayHandshake Handshake { get; private set; }

    public DateTimeOffset ConnectedAt => Handshake.Time;

    public ClientData Data => _data ?? Interlocked.CompareExchange(ref _data, new ClientData(), null) ?? _data;

    public IReadOnlyCollection<string> Rooms => Adapter.GetRooms(this);

    public ClaimsPrincipal User
    {
        get => _user ?? Interlocked.CompareExchange(ref _user, new ClaimsPrincipal(new ClaimsIdentity()), null) ?? _user;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (_lane)
            {
                (_user, _remembered) = (value, null);
            }

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
                _ = WatchAsync(changed);
            }
        }
    }

    public GatewayHost Host { get; }

    public GatewayEngine Engine => Host.Engine;

    /// <summary>The namespace the client is in.</summary>
    public GatewayNamespace Space { get; }

    /// <summary>Who wants to know when the client does something; null when nobody does.</summary>
    public IActivityWatch? Watch { get; set; }

    string IGatewaySession.ClientId => Id;

    IGatewayClient IGatewaySession.Client => this;

    IScopedEmitter IGatewaySession.Emitter => Space;

    MessageLog? IGatewaySession.Log => Space.Log;

    private IAdapter Adapter => Space.Adapter;

    public ValueTask JoinAsync(string room, CancellationToken cancellationToken = default) =>
        Adapter.JoinAsync(this, [Space.CheckRoom(room)], cancellationToken);

    public ValueTask JoinAsync(IReadOnlyCollection<string> rooms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return Adapter.JoinAsync(this, [.. rooms.Select(Space.CheckRoom)], cancellationToken);
    }

    public ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default) =>
        Adapter.LeaveAsync(this, Space.CheckRoom(room), cancellationToken);

    public ValueTask CloseConnectionAsync(CloseReason? reason = null, CancellationToken cancellationToken = default)
    {
        _connection.Close(reason ?? CloseReason.ServerDisconnect);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default)
    {
        _connection.CloseClient(this, reason ?? CloseReason.ServerDisconnect);
        return default;
    }

    /// <summary>The client's own instance of a gateway, where the gateway's lifetime is the connection's.</summary>
    public GatewayInstance? FindInstance(GatewayMember member) => Array.Find(_instances, instance => instance.Member == member);

    public void Keep(GatewayInstance instance) => _instances = [.. _instances, instance];

    /// <summary>Whether a guard has let this client pass as the user it is.</summary>
    public bool Remembers(object guard, ClaimsPrincipal user)
    {
        lock (_lane)
        {
            return _user == user && _remembered is not null && _remembered.Contains(guard);
        }
    }

    /// <summary>A guard has let this client pass; forgotten when the user changes.</summary>
    public void Remember(object guard, ClaimsPrincipal user)
    {
        lock (_lane)
        {
            if (_user == user)
            {
                (_remembered ??= []).Add(guard);
            }
        }
    }

    void IGatewaySession.Resume(string clientId, string? userIdentifier, ClientData data, GatewayHandshake handshake)
    {
        (Id, _userIdentifier, Handshake) = (clientId, userIdentifier, handshake);
        Data.Merge(data);
    }

    private async Task WatchAsync(ValueTask userChange)
    {
        try
        {
            await userChange.ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Log.UserNotTold(Engine.DispatchLogger, Space.Path, Id, error);
        }
    }

    ClientSnapshot IAdapterClient.TakeSnapshot(IReadOnlyCollection<string> rooms) => ClientSnapshot.Of(this, rooms, _data is { } data ? Engine.ClientData.Write(data) : ClientDataSnapshot.Empty);

    void IAdapterClient.Disconnect(CloseReason reason) => _connection.CloseClient(this, reason);

    void IAdapterClient.CloseConnection(CloseReason reason) => _connection.Close(reason);
}
