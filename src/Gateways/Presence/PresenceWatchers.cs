using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Presence;

/// <summary>The clients of this server that hear a topic.</summary>
internal sealed class PresenceWatchers
{
    private readonly ConcurrentDictionary<PresenceTopic, Dictionary<IAdapterClient, PresenceWatcher>> _byTopic = new();
    private long _lastTurn;

    /// <summary>Take it before a state is read: that state is for those who waited by then. For who comes later it may be too old, and they may not have heard what it lacks.</summary>
    public long Turn => Volatile.Read(ref _lastTurn);

    /// <summary>The topics with watchers that need the state.</summary>
    public IReadOnlyCollection<PresenceTopic> TopicsWithoutState => [.. _byTopic.Where(static pair => IsIncomplete(pair.Value)).Select(static pair => pair.Key)];

    /// <summary>Adds a watcher without a state; one that is there needs the state again.</summary>
    public void Add(PresenceTopic topic, IAdapterClient client, string @namespace)
    {
        while (true)
        {
            var watchers = _byTopic.GetOrAdd(topic, static _ => []);
            lock (watchers)
            {
                // Emptied and taken away between the look-up and the lock: look again.
                if (_byTopic.TryGetValue(topic, out var current) && ReferenceEquals(current, watchers))
                {
                    watchers[client] = new PresenceWatcher(client, @namespace, NextTurn());
                    return;
                }
            }
        }
    }

    public void Remove(PresenceTopic topic, IAdapterClient client)
    {
        if (_byTopic.TryGetValue(topic, out var watchers))
        {
            lock (watchers)
            {
                if (watchers.Remove(client) && watchers.Count == 0)
                {
                    _byTopic.TryRemove(KeyValuePair.Create(topic, watchers));
                }
            }
        }
    }

    public void OnChange(PresenceChange change)
    {
        if (_byTopic.TryGetValue(change.Topic, out var watchers))
        {
            var encoded = new Dictionary<string, OutboundMessage>(1, StringComparer.Ordinal);
            lock (watchers)
            {
                foreach (var watcher in watchers.Values)
                {
                    ref var message = ref CollectionsMarshal.GetValueRefOrAddDefault(encoded, watcher.Namespace, out _);
                    watcher.OnChange(change.Version, message ??= PresenceMessages.Diff(watcher.Namespace, change));
                }
            }
        }
    }

    /// <summary>Gives the state to whoever needed it when it was asked for.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="snapshot">The state.</param>
    /// <param name="turn">What <see cref="Turn"/> was before it was asked for.</param>
    /// <returns>False when it is too old for one of them: read it again.</returns>
    public bool TryAdmit(PresenceTopic topic, PresenceSnapshot snapshot, long turn)
    {
        var isFresh = true;
        if (_byTopic.TryGetValue(topic, out var watchers))
        {
            var encoded = new Dictionary<string, OutboundMessage>(1, StringComparer.Ordinal);
            lock (watchers)
            {
                foreach (var watcher in watchers.Values.Where(watcher => !watcher.HasState && watcher.Turn <= turn))
                {
                    ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(encoded, watcher.Namespace, out _);
                    if (!watcher.TryAdmit(snapshot.Version, state ??= PresenceMessages.State(watcher.Namespace, topic, snapshot)))
                    {
                        watcher.Forget(NextTurn());
                        isFresh = false;
                    }
                }
            }
        }

        return isFresh;
    }

    /// <summary>Changes may have been missed: everyone needs the state again.</summary>
    public void Forget()
    {
        foreach (var watchers in _byTopic.Values)
        {
            lock (watchers)
            {
                foreach (var watcher in watchers.Values)
                {
                    watcher.Forget(NextTurn());
                }
            }
        }
    }

    /// <summary>Under the lock of a topic: who reads it from then on reads the state after it.</summary>
    private long NextTurn() => Interlocked.Increment(ref _lastTurn);

    private static bool IsIncomplete(Dictionary<IAdapterClient, PresenceWatcher> watchers)
    {
        lock (watchers)
        {
            return watchers.Values.Any(static watcher => !watcher.HasState);
        }
    }
}
