using System.Collections.Concurrent;
using Gateways.Dispatch;
using Gateways.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Presence;

/// <summary>
/// What this server's clients want to be seen as, and who of them watches what. The store may forget or be away: what is wanted is kept here, and told again
/// until the store has it.
/// </summary>
internal sealed partial class PresenceTracker : IPresenceObserver
{
    private readonly IPresenceStore _store;
    private readonly PresenceOptions _options;
    private readonly GatewayEngine _engine;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILogger<PresenceTracker> _logger;
    private readonly ConcurrentDictionary<IGatewayClient, TrackedClient> _clients = new();
    private readonly ConcurrentDictionary<TrackedClient, ValueTuple> _debtors = new();
    private readonly PresenceWatchers _watchers = new();
    private readonly Lock _starting = new();
    private Task? _started;
    private long _lastBeat;

    /// <summary>The latest reset of the store: what was told before it is to be told again.</summary>
    private long _reset;

    /// <summary>The reset since which everything has been told.</summary>
    private long _settled;

    public PresenceTracker(
        IPresenceStore store, IOptions<PresenceOptions> options, GatewayEngine engine, IHostApplicationLifetime lifetime, ILogger<PresenceTracker> logger)
    {
        (_store, _options, _engine, _lifetime, _logger) = (store, options.Value, engine, lifetime, logger);
        _lastBeat = engine.Time.GetTimestamp();
    }

    public IPresenceStore Store => _store;

    /// <summary>Completes when the store has started; starts it when nobody has yet, or when it could not be started before.</summary>
    public Task StartAsync()
    {
        if (Volatile.Read(ref _started) is { IsCompletedSuccessfully: true } started)
        {
            return started;
        }

        lock (_starting)
        {
            if (_started is null or { IsFaulted: true } or { IsCanceled: true })
            {
                _started = _store.StartAsync(this, CancellationToken.None).AsTask();
            }

            return _started;
        }
    }

    public async ValueTask TrackAsync(string @namespace, IGatewayClient client, string topic, string? userId, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        Check(topic);
        await StartAsync().ConfigureAwait(false);
        var tracked = Find(@namespace, client);
        tracked.LastActive = _engine.Time.GetTimestamp();
        bool wasAway;
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.IsGone)
            {
                return;
            }

            var known = tracked.Topics.GetValueOrDefault(topic);
            var user = userId ?? known?.UserId ?? client.UserIdentifier ?? client.Id;
            if (known is not null && known.UserId != user)
            {
                throw new InvalidOperationException($"Client '{client.Id}' is under the topic '{topic}' as another user already; untrack it first.");
            }

            if (known is null && tracked.Topics.Count >= _options.MaxTopicsPerClient)
            {
                throw new InvalidOperationException($"Client '{client.Id}' is under {tracked.Topics.Count} topics; PresenceOptions.MaxTopicsPerClient allows no more.");
            }

            (wasAway, tracked.IsActive) = (!tracked.IsActive, true);

            // A leave that is still owed is owed no more: the client is back.
            var wanted = known ?? new TrackedTopic(user, metadata) { MayBeStored = tracked.Owed.Remove(topic) };
            await TellAsync(tracked, topic, metadata.IsEmpty ? wanted : wanted with { Metadata = metadata, ToldIn = null }, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            tracked.Gate.Release();
        }

        if (wasAway)
        {
            // It is back under its other topics too.
            _ = SetActivityAsync(tracked);
        }
    }

    public void Touch(IGatewayClient client)
    {
        if (_clients.TryGetValue(client, out var tracked))
        {
            Touch(tracked);
        }
    }

    /// <summary>A store is told only when the client comes back from being away.</summary>
    public void Touch(TrackedClient tracked)
    {
        tracked.LastActive = _engine.Time.GetTimestamp();
        if (tracked.TryReturn())
        {
            _ = SetActivityAsync(tracked);
        }
    }

    public async ValueTask WatchAsync(string @namespace, IGatewayClient client, string topic, CancellationToken cancellationToken)
    {
        Check(topic);
        await StartAsync().ConfigureAwait(false);
        var (tracked, watched) = (Find(@namespace, client), new PresenceTopic(@namespace, topic));
        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (tracked.IsGone)
            {
                return;
            }

            if (!tracked.Watched.Contains(topic) && tracked.Watched.Count >= _options.MaxTopicsPerClient)
            {
                throw new InvalidOperationException($"Client '{client.Id}' watches {tracked.Watched.Count} topics; PresenceOptions.MaxTopicsPerClient allows no more.");
            }

            tracked.Watched.Add(topic);
            _watchers.Add(watched, tracked.Outbound, client.Namespace);
        }
        finally
        {
            tracked.Gate.Release();
        }

        await SendStateAsync(watched, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask UnwatchAsync(IGatewayClient client, string topic, CancellationToken cancellationToken)
    {
        if (!_clients.TryGetValue(client, out var tracked))
        {
            return;
        }

        await tracked.Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            tracked.Watched.Remove(topic);
            _watchers.Remove(tracked.Topic(topic), tracked.Outbound);
        }
        finally
        {
            tracked.Gate.Release();
        }
    }

    public void OnReset(long reset)
    {
        _watchers.Forget();
        for (var known = Volatile.Read(ref _reset); known < reset;)
        {
            var before = Interlocked.CompareExchange(ref _reset, reset, known);
            known = before == known ? reset : before;
        }
    }

    private void Check(string topic)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        if (topic.Length > _engine.Options.MaxRoomNameLength)
        {
            throw new ArgumentException($"The topic's name has {topic.Length} characters; GatewayOptions.MaxRoomNameLength allows {_engine.Options.MaxRoomNameLength}.", nameof(topic));
        }
    }

    /// <summary>Also one that has left: whoever holds the client may ask for what it was.</summary>
    private TrackedClient? Known(IGatewayClient client) => _clients.GetValueOrDefault(client) ?? (client as GatewayClient)?.Watch as TrackedClient;

    private TrackedClient Find(string @namespace, IGatewayClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (Known(client) is { } known)
        {
            return known;
        }

        var added = new TrackedClient(this, @namespace, client, _engine.Time.GetTimestamp());
        known = _clients.GetOrAdd(client, added);
        if (ReferenceEquals(known, added))
        {
            if (client is GatewayClient messages)
            {
                messages.Watch = known;
            }

            // Runs at once when it has left already.
            client.Aborted.UnsafeRegister(static state =>
            {
                var (tracker, left) = ((PresenceTracker, TrackedClient))state!;
                _ = tracker.LeaveAsync(left);
            },
            (this, known));
        }

        return known;
    }

    /// <summary>Tells the store what is wanted, and keeps what it is known to have. Under the client's gate.</summary>
    private async Task TellAsync(TrackedClient tracked, string topic, TrackedTopic wanted, CancellationToken cancellationToken)
    {
        var (reset, isActive) = (Volatile.Read(ref _reset), tracked.IsActive);

        // Metadata only where the store may lack it: another client of the user may have said something newer.
        var metadata = wanted.ToldIn == reset ? default : wanted.Metadata;
        Keep(wanted with { MayBeStored = true, ToldActive = null });
        try
        {
            await StoreAsync(tracked.Topic(topic), new PresenceMember(tracked.Client.Id, wanted.UserId), isActive, metadata, cancellationToken).ConfigureAwait(false);
        }
        catch (AdapterUnavailableException error) when (!error.MayHaveBeenPublished)
        {
            Keep(wanted with { ToldActive = null });
            throw;
        }

        Keep(wanted with { MayBeStored = true, ToldIn = reset, ToldActive = isActive });

        void Keep(TrackedTopic known) => tracked.Topics = tracked.Topics.SetItem(topic, known);
    }

    private async Task StoreAsync(PresenceTopic topic, PresenceMember member, bool isActive, ReadOnlyMemory<byte> metadata, CancellationToken cancellationToken)
    {
        if (await _store.TrackAsync(topic, member, isActive, metadata, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        // Nobody else tracks this client: that it is there as another user is a leave the store has not heard of.
        await _store.UntrackAsync(topic, member.ClientId, cancellationToken).ConfigureAwait(false);
        if (!await _store.TrackAsync(topic, member, isActive, metadata, cancellationToken).ConfigureAwait(false))
        {
            throw new InvalidOperationException($"Client '{member.ClientId}' is under the topic '{topic.Name}' as another user already.");
        }
    }

    private async Task SendStateAsync(PresenceTopic topic, CancellationToken cancellationToken)
    {
        PresenceSnapshot snapshot;
        long turn;
        do
        {
            // Again, when more changes came meanwhile than may wait.
            turn = _watchers.Turn;
            snapshot = await _store.ListAsync(topic, cancellationToken).ConfigureAwait(false);
        }
        while (!_watchers.TryAdmit(topic, snapshot, turn));
    }
}
