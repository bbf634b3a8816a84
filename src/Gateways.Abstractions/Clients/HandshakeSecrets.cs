using System.Buffers;
using System.Collections.Frozen;

namespace Gateways;

/// <summary>
/// What of a handshake is a secret. Headers are told when they are known to be harmless, for any proxy may add one with a token in it; values of the query, which are named by the application, unless
/// they are named like a secret: better one too many stays untold.
/// </summary>
internal static class HandshakeSecrets
{
    private const int MaxLength = 4096;

    /// <summary>Not <c>Referer</c>: the addresses of pages hold tokens too. Nor <c>Sec-WebSocket-Protocol</c>, by which browsers send tokens where they can send no header.</summary>
    private static readonly FrozenSet<string> HarmlessHeaders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Accept", "Accept-Encoding", "Accept-Language", "Cache-Control", "CF-Connecting-IP", "CF-IPCountry", "Content-Type", "DNT", "Forwarded", "Host", "Origin", "Save-Data", "Sec-CH-UA", "Sec-CH-UA-Mobile",
        "Sec-CH-UA-Platform", "Sec-Fetch-Dest", "Sec-Fetch-Mode", "Sec-Fetch-Site", "Sec-GPC", "Sec-WebSocket-Version", "Traceparent", "True-Client-IP", "Upgrade", "User-Agent", "Via",
        "X-Correlation-Id", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Real-IP", "X-Request-Id");

    private static readonly SearchValues<string> SecretParts = SearchValues.Create(
        ["token", "secret", "password", "passwd", "passphrase", "credential", "apikey", "accesskey", "privatekey", "jwt", "signature", "session", "authoriz", "bearer", "cookie", "oauth"], StringComparison.OrdinalIgnoreCase);

    /// <summary><c>sid</c> and <c>pid</c> are Engine.IO's and Socket.IO's.</summary>
    private static readonly FrozenSet<string> SecretNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "auth", "authentication", "sid", "pid", "key", "code", "otp", "pin", "pwd", "pass", "sig", "sas", "ticket");

    public static bool IsHarmlessHeader(string name) => HarmlessHeaders.Contains(name);

    /// <summary>Whether a value of the query is named like a secret, however the words are joined. <c>id</c> is one to SignalR: who has it has the connection.</summary>
    public static bool IsSecret(string name, GatewayTransports transport)
    {
        var letters = name.All(char.IsAsciiLetter) ? name : string.Concat(name.Where(char.IsAsciiLetter));
        return SecretNames.Contains(letters)
            || letters.AsSpan().ContainsAny(SecretParts)
            || (transport == GatewayTransports.SignalR && letters.Equals("id", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Those that fit, in their order.</summary>
    public static IReadOnlyDictionary<string, string> Strip(IEnumerable<KeyValuePair<string, string>> values, StringComparer comparer)
    {
        Dictionary<string, string>? kept = null;
        var length = 0;
        foreach (var (name, value) in values)
        {
            if (name.Length + value.Length <= MaxLength - length && (kept ??= new(comparer)).TryAdd(name, value))
            {
                length += name.Length + value.Length;
            }
        }

        return kept ?? (IReadOnlyDictionary<string, string>)FrozenDictionary<string, string>.Empty;
    }

    /// <summary>A path and query without secrets. A query that is too long is left out; a path that is too long is no address any more.</summary>
    public static string Strip(string url, GatewayTransports transport)
    {
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? url : url[..mark];
        if (path.Length > MaxLength)
        {
            return "";
        }

        if (mark < 0 || url.Length > 2 * MaxLength)
        {
            return path;
        }

        var query = string.Join('&', url[(mark + 1)..].Split('&').Where(pair => !IsSecret(NameOf(pair), transport)));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string NameOf(string pair)
    {
        var sign = pair.IndexOf('=', StringComparison.Ordinal);
        return Uri.UnescapeDataString((sign < 0 ? pair : pair[..sign]).Replace('+', ' '));
    }
}
