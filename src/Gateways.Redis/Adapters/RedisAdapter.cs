using System.Collections.Concurrent;
using System.Text;
using Gateways.Adapters;
using Gateways.Infrastructure;
using Gateways.Redis.Connection;
using Gateways.Redis.Protocol;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Gateways.Redis.Adapters;

/// <summary>
/// Rooms of one namespace on many servers, in the words of Node's classic adapter. Each server knows its own clients and serves them itself; what may concern others
/// is published once, and each server takes from it what is for its clients.
/// </summary>
internal sealed partial class RedisAdapter : IAdapter, IBusMember
{
    private readonly string _namespace;
    private readonly InMemoryAdapter _local;
    private readonly IClusterBus _bus;
    private readonly IServerSideEventSink _serverSideEvents;
    private readonly RedisMetrics _metrics;
    private readonly RedisAdapterOptions _options;
    private readonly TimeSpan _ackTimeout;
    private readonly GatewayJson _json;
    private readonly TimeProvider _time;
    private readonly ILogger<RedisAdapter> _logger;
    private readonly ChannelNames _channels;
    private readonly string _uid;
    private readonly byte[] _uidBytes;
    private readonly SemaphoreSlim _entering = new(1, 1);
    private readonly ConcurrentDictionary<string, IPendingRequest> _pending = new(StringComparer.Ordinal);
    private bool _hasEntered;
    private bool _stays;
    private int _visits;

    public RedisAdapter(string @namespace, string channelPrefix, RedisAdapterServices services, IServerSideEventSink serverSideEvents)
    {
        _namespace = @namespace;
        _uid = services.Uid;
        _bus = services.Bus;
        _metrics = services.Metrics;
        _options = services.Options;
        _json = services.Json;
        _time = services.Time;
        _logger = services.Logger;
        _ackTimeout = services.Gateways.AckTimeout;
        _local = new InMemoryAdapter(services.Gateways.MaxRoomsPerClient, services.Time);
        _serverSideEvents = serverSideEvents;
        _channels = new ChannelNames(channelPrefix, @namespace);
        _uidBytes = Encoding.UTF8.GetBytes(_uid);
        ProbeChannel = _channels.BroadcastTo($"\0probe:{_uid}");
        Subscriptions = [new BusSubscription(_channels.All, OnMessage), new BusSubscription(_channels.ResponseTo(_uid), OnResponse)];
    }

    public IReadOnlyList<BusSubscription> Subscriptions { get; }

    public RedisChannel? CensusChannel => _channels.Request;

    /// <summary>That of a room nobody has: Node drops what is for it unread, and so does every server but this one.</summary>
    public RedisChannel? ProbeChannel { get; }

    /// <summary>Whether it is subscribed, and will be when what is published now arrives. On a visit it may be gone by then.</summary>
    private bool HearsItself => Volatile.Read(ref _stays) && Volatile.Read(ref _hasEntered);

    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _stays, true);
        await EnterAsync(isRequired: true, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask AddAsync(IAdapterClient client, CancellationToken cancellationToken) =>
        HearsItself ? _local.AddAsync(client, cancellationToken) : EnterAndAddAsync(client, cancellationToken);

    public ValueTask AdmitAsync(IAdapterClient client, CancellationToken cancellationToken) => _local.AdmitAsync(client, cancellationToken);

    public ValueTask UserChangedAsync(IAdapterClient client) => _local.UserChangedAsync(client);

    public ValueTask<IReadOnlyCollection<string>> RemoveAsync(IAdapterClient client) => _local.RemoveAsync(client);

    public ValueTask JoinAsync(IAdapterClient client, IReadOnlyCollection<string> rooms, CancellationToken cancellationToken) => _local.JoinAsync(client, rooms, cancellationToken);

    public ValueTask LeaveAsync(IAdapterClient client, string room, CancellationToken cancellationToken) => _local.LeaveAsync(client, room, cancellationToken);

    public IReadOnlyCollection<string> GetRooms(IAdapterClient client) => _local.GetRooms(client);

    public IAdapterClient? Find(string clientId) => _local.Find(clientId);

    public void OnReturned()
    {
        // Membership is each server's own: nothing of it was lost with the link.
    }

    public async ValueTask DisposeAsync()
    {
        _stays = false;
        if (Interlocked.Exchange(ref _hasEntered, false))
        {
            await _bus.LeaveAsync(this).ConfigureAwait(false);
        }

        await _local.DisposeAsync().ConfigureAwait(false);
        _entering.Dispose();
    }

    /// <summary>A namespace made for one value of a path's parameters enters the cluster with its first client, or with a question that wants answers; to emit it need not.</summary>
    private async Task EnterAsync(bool isRequired, CancellationToken cancellationToken)
    {
        await _entering.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_hasEntered)
            {
                await _bus.JoinAsync(this, isRequired, cancellationToken).ConfigureAwait(false);
                Volatile.Write(ref _hasEntered, true);
            }
        }
        finally
        {
            _entering.Release();
        }
    }

    private async ValueTask EndVisitAsync()
    {
        await _entering.WaitAsync().ConfigureAwait(false);
        try
        {
            if (Interlocked.Decrement(ref _visits) == 0 && !_stays && _hasEntered)
            {
                Volatile.Write(ref _hasEntered, false);
                await _bus.LeaveAsync(this).ConfigureAwait(false);
            }
        }
        finally
        {
            _entering.Release();
        }
    }

    private async ValueTask EnterAndAddAsync(IAdapterClient client, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _stays, true);
        await EnterAsync(isRequired: false, cancellationToken).ConfigureAwait(false);
        await _local.AddAsync(client, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Whether nobody else is meant: the caller said so, or it is certain, because only clients are named, as such or by <c>To</c>, and all of them are here. Who is in a room elsewhere is
    /// not known.
    /// </summary>
    private bool IsLocal(EmitScope scope) =>
        scope.IsLocal || (scope is { IsEveryone: false, Users.Count: 0 } && AreHere(scope.Rooms) && AreHere(scope.Clients));

    private bool AreHere(IReadOnlyList<string> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (_local.Find(ids[i]) is null)
            {
                return false;
            }
        }

        return true;
    }

    private WireScope Wire(EmitScope scope) => WireScope.From(scope, _options.UserRoomPrefix);
}
