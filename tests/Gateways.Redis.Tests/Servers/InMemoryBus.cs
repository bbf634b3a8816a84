using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateways.Redis.Connection;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Servers;

/// <summary>A Redis that is only its pub/sub: every subscription gets its messages in order, one at a time. One port for each server.</summary>
internal sealed class InMemoryBus
{
    private static readonly ConcurrentDictionary<string, InMemoryBus> Known = new();
    private readonly ConcurrentDictionary<BusSubscription, Channel<(RedisChannel, byte[])>> _subscriptions = new();

    public static InMemoryBus Of(string name) => Known.GetOrAdd(name, static _ => new InMemoryBus());

    public Port CreatePort() => new(this);

    public void Publish(RedisChannel channel, byte[] payload)
    {
        lock (_subscriptions)
        {
            foreach (var (subscription, queue) in _subscriptions)
            {
                if (Matches(subscription.Channel, channel))
                {
                    queue.Writer.TryWrite((channel, payload));
                }
            }
        }
    }

    private static bool Matches(RedisChannel subscribed, RedisChannel channel) => subscribed.IsPattern
        ? channel.ToString().StartsWith(subscribed.ToString()[..^1].Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal)
        : subscribed.ToString() == channel.ToString();

    internal sealed class Port(InMemoryBus bus) : IClusterBus
    {
        /// <summary>Whether this server is cut off.</summary>
        public bool IsDown { get; set; }

        public Task JoinAsync(IBusMember member, bool isRequired, CancellationToken cancellationToken)
        {
            foreach (var subscription in member.Subscriptions)
            {
                var queue = Channel.CreateUnbounded<(RedisChannel Channel, byte[] Payload)>();
                bus._subscriptions[subscription] = queue;
                _ = Task.Run(async () =>
                {
                    await foreach (var (channel, payload) in queue.Reader.ReadAllAsync(CancellationToken.None))
                    {
                        subscription.Handler(channel, payload);
                    }
                },
                CancellationToken.None);
            }

            return Task.CompletedTask;
        }

        public Task LeaveAsync(IBusMember member)
        {
            foreach (var subscription in member.Subscriptions)
            {
                if (bus._subscriptions.TryRemove(subscription, out var queue))
                {
                    queue.Writer.TryComplete();
                }
            }

            return Task.CompletedTask;
        }

        public ValueTask PublishAsync(RedisChannel channel, ReadOnlyMemory<byte> payload, bool hearsItself, byte[]? rented = null)
        {
            ThrowIfDown();
            bus.Publish(channel, payload.ToArray());
            return default;
        }

        public Task<int> CountSubscribersAsync(RedisChannel channel)
        {
            ThrowIfDown();
            return Task.FromResult(bus._subscriptions.Keys.Count(subscription => !subscription.Channel.IsPattern && subscription.Channel == channel));
        }

        private void ThrowIfDown()
        {
            if (IsDown)
            {
                throw new AdapterUnavailableException("The port is down.", mayHaveBeenPublished: false);
            }
        }
    }
}
