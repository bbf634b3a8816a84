using System.Net;
using System.Text.Json;

namespace Gateways.Redis.Protocol;

/// <summary>
/// The handshake of one client that was fetched: <c>{headers, time, address, xdomain, secure, issued, url, query, auth}</c>. Node's servers tell all of it, tokens and cookies among it; what is read of it is no
/// more than what is written here.
/// </summary>
internal static class HandshakeCodec
{
    /// <summary>How many entries of a map are looked at. Node takes at most 2000 headers by default; browsers send twenty.</summary>
    private const int MaxEntries = 256;

    public static void Write(Utf8JsonWriter json, HandshakeSnapshot handshake, DateTimeOffset issued, string time)
    {
        json.WriteStartObject("handshake"u8);
        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in handshake.Headers)
        {
            json.WriteString(name.ToLowerInvariant(), value);
        }

        json.WriteEndObject();
        json.WriteString("time"u8, time);
        json.WriteString("address"u8, handshake.RemoteAddress?.ToString() ?? "");
        json.WriteBoolean("xdomain"u8, handshake.Headers.ContainsKey("Origin"));
        json.WriteBoolean("secure"u8, handshake.IsSecure);
        json.WriteNumber("issued"u8, issued.ToUnixTimeMilliseconds());
        json.WriteString("url"u8, handshake.Url);
        json.WriteStartObject("query"u8);
        foreach (var (name, value) in handshake.Query)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartObject("auth"u8);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static DateTimeOffset ReadIssued(JsonElement socket) =>
        TryFind(socket, out var handshake) ? DateTimeOffset.UnixEpoch.AddMilliseconds(Math.Clamp(WireJson.Number(handshake, "issued"u8), 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())) : DateTimeOffset.UnixEpoch;

    public static HandshakeSnapshot Read(JsonElement socket, DateTimeOffset time, GatewayTransports transport)
    {
        if (!TryFind(socket, out var handshake))
        {
            return HandshakeSnapshot.Unknown;
        }

        var isSecure = WireJson.TryFind(handshake, "secure"u8, out var secure) && secure.ValueKind == JsonValueKind.True;
        _ = IPAddress.TryParse(WireJson.Text(handshake, "address"u8), out var address);
        return new HandshakeSnapshot(Entries(handshake, "headers"u8, ","), Entries(handshake, "query"u8, null), address, time, isSecure, WireJson.Text(handshake, "url"u8) ?? "", transport);
    }

    private static bool TryFind(JsonElement socket, out JsonElement handshake) => WireJson.TryFind(socket, "handshake"u8, out handshake) && handshake.ValueKind == JsonValueKind.Object;

    private static IEnumerable<KeyValuePair<string, string>> Entries(JsonElement handshake, ReadOnlySpan<byte> property, string? separator) =>
        WireJson.TryFind(handshake, property, out var map) && map.ValueKind == JsonValueKind.Object
            ? map.EnumerateObject().Take(MaxEntries).SelectMany(entry => WireJson.NameOf(entry) is { } name && Value(entry.Value, separator) is { } value ? new[] { KeyValuePair.Create(name, value) } : [])
            : [];

    /// <summary>Of several values of one name Node makes an array: of headers all count, joined as HTTP joins them; of the query the first.</summary>
    private static string? Value(JsonElement value, string? separator)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            return WireJson.Text(value);
        }

        string[] texts = [.. value.EnumerateArray().Take(MaxEntries).Select(WireJson.Text).OfType<string>()];
        return texts.Length == 0 || separator is null ? texts.FirstOrDefault() : string.Join(separator, texts);
    }
}
