using System.Collections.Concurrent;
using Gateways.Adapters;
using Gateways.Protocol;

namespace Gateways.Presence;

/// <summary>The clients of this server that hear a topic.</summary>
internal sealed class PresenceWatchers
{
    private readonly ConcurrentDictionary<PresenceTopic, HashSet<IAdapterClient>> _byTopic = new();

    public IReadOnlyCollection<PresenceTopic> Topics => [.. _byTopic.Keys];

    public void Add(PresenceTopic topic, IAdapterClient client)
    {
        while (true)
        {
            var watchers = _byTopic.GetOrAdd(topic, static _ => []);
            lock (watchers)
            {
                // Emptied and taken away between the look-up and the lock: look again.
                if (_byTopic.TryGetValue(topic, out var current) && ReferenceEquals(current, watchers))
                {
                    watchers.Add(client);
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
                watchers.Remove(client);
                if (watchers.Count == 0)
                {
                    _byTopic.TryRemove(KeyValuePair.Create(topic, watchers));
                }
            }
        }
    }

    public bool HasAny(PresenceTopic topic) => _byTopic.ContainsKey(topic);

    public void Send(PresenceTopic topic, OutboundMessage message)
    {
        if (_byTopic.TryGetValue(topic, out var watchers))
        {
            lock (watchers)
            {
                foreach (var client in watchers)
                {
                    client.Send(message);
                }
            }
        }
    }
}
