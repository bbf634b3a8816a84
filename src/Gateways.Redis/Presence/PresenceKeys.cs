using System.Globalization;
using Gateways.Presence;
using StackExchange.Redis;

namespace Gateways.Redis.Presence;

/// <summary>The keys of presence. All of an application's have one hash tag, so that scripts may touch several of them in a Redis cluster.</summary>
internal sealed class PresenceKeys(string prefix)
{
    private const char EntrySeparator = '\0';

    /// <summary>Servers, by when their lease runs out.</summary>
    public RedisKey Leases { get; } = $"{{{prefix}-presence}}:servers";

    public RedisChannel Changes { get; } = RedisChannel.Literal($"{prefix}-presence#");

    /// <summary>What a server has tracked, for those who clean up after it.</summary>
    public RedisKey Entries(string server) => $"{{{prefix}-presence}}:entries:{server}";

    /// <summary>Who clears up after a dead server.</summary>
    public RedisKey Claim(string server) => $"{{{prefix}-presence}}:claim:{server}";

    public RedisKey Clients(PresenceTopic topic) => $"{{{prefix}-presence}}:clients:{Id(topic)}";

    public RedisKey Users(PresenceTopic topic) => $"{{{prefix}-presence}}:users:{Id(topic)}";

    public RedisKey Version(PresenceTopic topic) => $"{{{prefix}-presence}}:version:{Id(topic)}";

    public static string Entry(PresenceTopic topic, string clientId) => $"{Id(topic)}{EntrySeparator}{clientId}";

    public static bool TryReadEntry(string entry, out PresenceTopic topic, out string clientId)
    {
        (topic, clientId) = (default, "");
        var (colon, end) = (entry.IndexOf(':', StringComparison.Ordinal), entry.LastIndexOf(EntrySeparator));
        if (colon < 1 || end < colon || !int.TryParse(entry.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || colon + 1 + length > end)
        {
            return false;
        }

        (topic, clientId) = (new PresenceTopic(entry[(colon + 1)..(colon + 1 + length)], entry[(colon + 1 + length)..end]), entry[(end + 1)..]);
        return true;
    }

    /// <summary>The length first: no name of a topic can look like another namespace.</summary>
    private static string Id(PresenceTopic topic) => string.Create(CultureInfo.InvariantCulture, $"{topic.Namespace.Length}:{topic.Namespace}{topic.Name}");
}
