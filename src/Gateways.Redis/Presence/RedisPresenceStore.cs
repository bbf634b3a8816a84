using Gateways.Connections;
using Gateways.Presence;
using Gateways.Redis.Connection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateways.Redis.Presence;

/// <summary>
/// Presence of all servers that share a Redis. A change is made and told by one script, so every server hears every change once, in one order. What a server has
/// tracked lives as long as its lease in a sorted set; whoever finds a lease that has run out takes out what it had.
/// </summary>
internal sealed partial class RedisPresenceStore(
    RedisConnection connection, ClusterName cluster, IOptions<PresenceOptions> options, RedisMetrics metrics, ILogger<RedisPresenceStore> logger) : IPresenceStore, IBusMember
{
    /// <summary>How much of a dead server one beat takes out: the cost of a second stays the same, however much it left behind.</summary>
    private const int MaxSweptPerBeat = 2000;

    private readonly PresenceKeys _keys = new(cluster.Prefix);
    private readonly string _server = ConnectionId.Create();
    private IPresenceObserver? _observer;
    private bool _hasBeaten;

    public IReadOnlyList<BusSubscription> Subscriptions => field ??= [new BusSubscription(_keys.Changes, OnMessage)];

    public RedisChannel? CensusChannel => null;

    private RedisValue Channel => (string)_keys.Changes!;

    public void OnReturned() => _observer?.OnReset();

    public async ValueTask StartAsync(IPresenceObserver observer, CancellationToken cancellationToken)
    {
        _observer = observer;
        await connection.JoinAsync(this, isRequired: true, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<bool> TrackAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        if (!_hasBeaten)
        {
            // Without a lease nobody would clean up after this server.
            await BeatAsync(cancellationToken).ConfigureAwait(false);
        }

        var result = await RunAsync(
            PresenceScripts.Track,
            [_keys.Clients(topic), _keys.Users(topic), _keys.Version(topic), _keys.Entries(_server)],
            [topic.Namespace, topic.Name, Channel, _server, member.ClientId, member.UserId, isActive ? 1 : 0, metadata, PresenceKeys.Entry(topic, member.ClientId)],
            cancellationToken).ConfigureAwait(false);
        return (int)result == 1;
    }

    public async ValueTask UntrackAsync(PresenceTopic topic, string clientId, CancellationToken cancellationToken) =>
        await UntrackAsync(topic, clientId, _server, mustBeDead: false, cancellationToken).ConfigureAwait(false);

    public async ValueTask<PresenceSnapshot> ListAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        var result = await RunAsync(PresenceScripts.List, [_keys.Users(topic), _keys.Version(topic)], [], cancellationToken).ConfigureAwait(false);
        var fields = (RedisValue[])result[1]!;
        var users = new List<PresenceUser>(fields.Length / 2);
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            if (PresenceRecord.TryReadUser((string)fields[i]!, (byte[])fields[i + 1]!, out var user))
            {
                users.Add(user);
            }
        }

        return new PresenceSnapshot((long)result[0], users);
    }

    public async ValueTask<int> CountAsync(PresenceTopic topic, CancellationToken cancellationToken) =>
        (int)await GuardAsync(database => database.HashLengthAsync(_keys.Users(topic)), cancellationToken).ConfigureAwait(false);

    public async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync(PresenceScripts.Beat, [_keys.Leases], [_server, (long)options.Value.ServerTimeout.TotalMilliseconds], cancellationToken).ConfigureAwait(false);
        if (_hasBeaten && (int)result[0] == 0)
        {
            // Too long without a beat: others may have taken this server for dead.
            Log.LeaseLost(logger, options.Value.ServerTimeout);
            _observer?.OnReset();
        }

        _hasBeaten = true;
        var allowed = MaxSweptPerBeat;
        foreach (var dead in (string[])result[1]!)
        {
            allowed -= await SweepAsync(dead, allowed, cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask StopAsync()
    {
        if (_hasBeaten)
        {
            await RunAsync(PresenceScripts.Beat, [_keys.Leases], [_server, (long)options.Value.RestartGrace.TotalMilliseconds], CancellationToken.None).ConfigureAwait(false);
        }

        await connection.LeaveAsync(this).ConfigureAwait(false);
    }

    /// <returns>How much was taken out.</returns>
    private async Task<int> SweepAsync(string dead, int allowed, CancellationToken cancellationToken)
    {
        if (allowed <= 0)
        {
            return 0;
        }

        var entries = await GuardAsync(database => database.SetRandomMembersAsync(_keys.Entries(dead), allowed), cancellationToken).ConfigureAwait(false);
        var removals = new List<Task<bool>>(entries.Length);
        foreach (var entry in entries)
        {
            if (PresenceKeys.TryReadEntry((string)entry!, out var topic, out var clientId))
            {
                removals.Add(UntrackAsync(topic, clientId, dead, mustBeDead: true, cancellationToken));
            }
        }

        var removed = (await Task.WhenAll(removals).ConfigureAwait(false)).Count(static wasThere => wasThere);
        await RunAsync(PresenceScripts.Forget, [_keys.Leases, _keys.Entries(dead)], [dead], cancellationToken).ConfigureAwait(false);
        if (removed > 0)
        {
            Log.Swept(logger, dead, removed);
        }

        return entries.Length;
    }

    private async Task<bool> UntrackAsync(PresenceTopic topic, string clientId, string server, bool mustBeDead, CancellationToken cancellationToken) =>
        (int)await RunAsync(
            PresenceScripts.Untrack,
            [_keys.Clients(topic), _keys.Users(topic), _keys.Version(topic), _keys.Entries(server), _keys.Leases],
            [topic.Namespace, topic.Name, Channel, server, clientId, PresenceKeys.Entry(topic, clientId), mustBeDead ? 1 : 0],
            cancellationToken).ConfigureAwait(false) == 1;

    private void OnMessage(RedisChannel channel, ReadOnlyMemory<byte> payload)
    {
        if (PresenceRecord.TryReadChange(payload, out var change))
        {
            metrics.Received();
            _observer?.OnChange(change);
        }
        else
        {
            metrics.Dropped(RedisMetrics.Malformed);
        }
    }

    private Task<RedisResult> RunAsync(string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        GuardAsync(database => database.ScriptEvaluateAsync(script, keys, values), cancellationToken);

    private async Task<T> GuardAsync<T>(Func<IDatabase, Task<T>> run, CancellationToken cancellationToken)
    {
        try
        {
            return await run(connection.Database).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            throw new AdapterUnavailableException($"The presence store did not answer: {error.Message}", mayHaveBeenPublished: error is not RedisServerException, error);
        }
    }
}
