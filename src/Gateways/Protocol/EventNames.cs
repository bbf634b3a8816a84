using System.Collections.Concurrent;

namespace Gateways.Protocol;

/// <summary>Event names as JSON strings. An application has few, so they are kept; a caller that makes up names without end is not helped to fill memory.</summary>
internal static class EventNames
{
    private const int MaxKept = 1024;
    private static readonly ConcurrentDictionary<string, byte[]> Kept = new(StringComparer.Ordinal);

    public static byte[] ToJson(string name)
    {
        if (Kept.TryGetValue(name, out var known))
        {
            return known;
        }

        var json = JsonText.Encode(name);
        if (Kept.Count < MaxKept)
        {
            Kept.TryAdd(name, json);
        }

        return json;
    }
}
