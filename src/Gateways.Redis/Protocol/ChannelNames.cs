using StackExchange.Redis;
using System.Text;

namespace Gateways.Redis.Protocol;

/// <summary>
/// The channels of one namespace, as the Node adapter names them. A room's name stands between <c>#</c> signs but is never taken apart again: what the channel
/// says is only a hint whether a message may be dropped unread; who hears is what the message itself says.
/// </summary>
internal sealed class ChannelNames
{
    private const string Globs = @"*?[]\";
    private readonly string _broadcast;
    private readonly byte[] _broadcastBytes;

    public ChannelNames(string prefix, string @namespace)
    {
        _broadcast = $"{prefix}#{@namespace}#";
        _broadcastBytes = Encoding.UTF8.GetBytes(_broadcast);
        AllBroadcasts = RedisChannel.Pattern(Escape(_broadcast) + "*");
        Broadcast = RedisChannel.Literal(_broadcast);
        Request = RedisChannel.Literal($"{prefix}-request#{@namespace}#");
        Response = RedisChannel.Literal($"{prefix}-response#{@namespace}#");
        RequestName = Request.ToString();
    }

    /// <summary>The pattern that matches every broadcast of the namespace, whatever its room.</summary>
    public RedisChannel AllBroadcasts { get; }

    /// <summary>Broadcasts to none or several rooms.</summary>
    public RedisChannel Broadcast { get; }

    public RedisChannel Request { get; }

    public RedisChannel Response { get; }

    public string RequestName { get; }

    /// <summary>Broadcasts to exactly one room.</summary>
    public RedisChannel BroadcastTo(string room)
    {
        var name = new byte[_broadcastBytes.Length + Encoding.UTF8.GetByteCount(room) + 1];
        _broadcastBytes.CopyTo(name, 0);
        Encoding.UTF8.GetBytes(room, name.AsSpan(_broadcastBytes.Length));
        name[^1] = (byte)'#';
        return RedisChannel.Literal(name);
    }

    /// <summary>Responses to one server.</summary>
    public RedisChannel ResponseTo(string uid) => RedisChannel.Literal($"{Response}{uid}#");

    /// <summary>The room a channel is for; empty for none or several.</summary>
    public string RoomOf(RedisChannel channel)
    {
        var name = (string)channel!;
        return name.Length > _broadcast.Length + 1 && name.EndsWith('#') ? name[_broadcast.Length..^1] : "";
    }

    private static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (Globs.Contains(letter, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
