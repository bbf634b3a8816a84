using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateways.Presence;

namespace Gateways.Redis.Presence;

/// <summary>Reads what the scripts write.</summary>
internal static class PresenceRecord
{
    /// <summary><c>clients active since metadata</c>.</summary>
    public static bool TryReadUser(string userId, byte[] record, [NotNullWhen(true)] out PresenceUser? user)
    {
        user = null;
        var rest = record.AsMemory();
        if (!TryTakeNumber(ref rest, out _) || !TryTakeNumber(ref rest, out var active) || !TryTakeNumber(ref rest, out var since) || !IsTime(since))
        {
            return false;
        }

        user = new PresenceUser(userId, active > 0, DateTimeOffset.FromUnixTimeMilliseconds(since), rest);
        return true;
    }

    /// <summary>A change as it is published: <c>{n,t,v,k,u,a,s,m}</c>.</summary>
    public static bool TryReadChange(ReadOnlyMemory<byte> payload, [NotNullWhen(true)] out PresenceChange? change)
    {
        change = null;
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object
                || Text(root, "n"u8) is not { } @namespace || Text(root, "t"u8) is not { } topic || Text(root, "u"u8) is not { } user || Text(root, "m"u8) is not { } metadata
                || KindOf(Text(root, "k"u8)) is not { } kind
                || !long.TryParse(Text(root, "v"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
                || !long.TryParse(Text(root, "s"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var since) || !IsTime(since))
            {
                return false;
            }

            var isActive = root.TryGetProperty("a"u8, out var active) && active.ValueKind == JsonValueKind.Number && active.GetDouble() > 0;
            var bytes = Encoding.UTF8.GetBytes(metadata);
            if (bytes.Length > 0)
            {
                // It goes into a client's message as it is.
                using var check = JsonDocument.Parse(bytes);
            }

            change = new PresenceChange(
                new PresenceTopic(@namespace, topic), version, kind, new PresenceUser(user, isActive, DateTimeOffset.FromUnixTimeMilliseconds(since), bytes));
            return true;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static PresenceChangeKind? KindOf(string? kind) => kind switch
    {
        "join" => PresenceChangeKind.Join,
        "leave" => PresenceChangeKind.Leave,
        "update" => PresenceChangeKind.Update,
        _ => null,
    };

    private static bool IsTime(long milliseconds) => milliseconds is >= 0 and <= 253402300799999;

    private static string? Text(JsonElement root, ReadOnlySpan<byte> property) =>
        root.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryTakeNumber(ref Memory<byte> rest, out long number)
    {
        if (!Utf8Parser.TryParse(rest.Span, out number, out var length) || length >= rest.Length || rest.Span[length] != (byte)' ')
        {
            return false;
        }

        rest = rest[(length + 1)..];
        return true;
    }
}
