using System.Collections.Concurrent;

namespace Gateways.Protocol;

/// <summary>Event names as JSON strings. An application has few, so they are kept; a caller that makes up names without end is not helped to fill memory.</summary>
internal sealed class EventNames
{
    private const int MaxKept = 1024;

    /// <summary>Those of this process.</summary>
    public static readonly EventNames Shared = new();

    private readonly ConcurrentDictionary<string, byte[]> _kept = new(StringComparer.Ordinal);

    public byte[] ToJson(string name)
    {
        if (_kept.TryGetValue(name, out var known))
        {
            return known;
        }

        var json = JsonText.Encode(name);
        if (_kept.Count < MaxKept)
        {
            _kept.TryAdd(name, json);
        }

        return json;
    }
}
