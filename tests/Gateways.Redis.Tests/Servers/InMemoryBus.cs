using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Gateways.Redis.Connection;
using StackExchange.Redis;

namespace Gateways.Redis.Tests.Servers;

/// <summary>A Redis that is only its pub/sub: every member gets its messages in order, one at a time. One port for each server.</summary>
internal sealed class InMemoryBus
{
    private static readonly ConcurrentDictionary<string, InMemoryBus> Known = new();
    private readonly Dictionary<IBusMember, Channel<(BusSubscription, RedisChannel, byte[])>> _members = [];

    public static InMemoryBus Of(string name) => Known.GetOrAdd(name, static _ => new InMemoryBus());

    public Port CreatePort() => new(this);

    public void Publish(RedisChannel channel, byte[] payload)
    {
        lock (_members)
        {
            foreach (var (member, queue) in _members)
            {
                foreach (var subscription in member.Subscriptions.Where(subscription => Matches(subscription.Channel, channel)))
                {
                    queue.Writer.TryWrite((subscription, channel, payload));
                }
            }
        }
    }

    private static bool Matches(RedisChannel subscribed, RedisChannel channel) => subscribed.IsPattern
        ? Regex.IsMatch(channel.ToString(), $"^{ToRegex(subscribed.ToString())}$", RegexOptions.Singleline)
        : subscribed.ToString() == channel.ToString();

    /// <summary>A star is anything, what stands behind a backslash is itself.</summary>
    private static string ToRegex(string pattern) =>
        Regex.Replace(pattern, @"\\(.)|(\*)|(.)", static part => part.Groups[2].Success ? ".*" : Regex.Escape(part.Groups[1].Value + part.Groups[3].Value), RegexOptions.Singleline);

    internal sealed class Port(InMemoryBus bus) : IClusterBus
    {
        /// <summary>Whether this server is cut off.</summary>
        public bool IsDown { get; set; }

        public Task JoinAsync(IBusMember member, bool isRequired, CancellationToken cancellationToken)
        {
            var queue = Channel.CreateUnbounded<(BusSubscription Subscription, RedisChannel Channel, byte[] Payload)>();
            lock (bus._members)
            {
                bus._members.Add(member, queue);
            }

            _ = Task.Run(async () =>
            {
                await foreach (var (subscription, channel, payload) in queue.Reader.ReadAllAsync(CancellationToken.None))
                {
                    subscription.Handler(channel, payload);
                }
            },
            CancellationToken.None);
            return Task.CompletedTask;
        }

        public Task LeaveAsync(IBusMember member)
        {
            lock (bus._members)
            {
                if (bus._members.Remove(member, out var queue))
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
            lock (bus._members)
            {
                return Task.FromResult(bus._members.Keys.Count(member => member.CensusChannel is { } census && census.Equals(channel)));
            }
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
