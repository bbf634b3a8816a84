using System.Text;
using StackExchange.Redis;

namespace Gateways.Redis.Protocol;

/// <summary>
/// The channels of one namespace, as the Node adapter names them. A room's name stands between <c>#</c> signs but is never taken apart again: what the channel
/// says is only a hint whether a message may be dropped unread; who hears is what the message itself says.
/// </summary>
internal sealed class ChannelNames
{
    private const string Globs = @"*?[]\";
    private readonly string _prefix;
    private readonly string _namespace;
    private readonly string _broadcast;
    private readonly byte[] _broadcastBytes;
    private readonly byte[] _requestBytes;
    private readonly byte[] _responseBytes;

    public ChannelNames(string prefix, string @namespace)
    {
        _prefix = prefix;
        _namespace = @namespace;
        _broadcast = $"{prefix}#{@namespace}#";
        _broadcastBytes = Encoding.UTF8.GetBytes(_broadcast);
        _requestBytes = Encoding.UTF8.GetBytes($"{prefix}-request#{@namespace}#");
        _responseBytes = Encoding.UTF8.GetBytes($"{prefix}-response#{@namespace}#");
        All = RedisChannel.Pattern($"{Escape(prefix)}*{Escape($"#{@namespace}#")}*");
        Broadcast = RedisChannel.Literal(_broadcast);
        Request = RedisChannel.Literal(_requestBytes);
        Response = RedisChannel.Literal(_responseBytes);
    }

    /// <summary>
    /// The pattern of all of them, so that all come by one way and in order: a room is joined before what is emitted to it next is heard. It matches more, such as the channels of an
    /// application whose prefix begins with this one: <see cref="KindOf"/> tells.
    /// </summary>
    public RedisChannel All { get; }

    /// <summary>Broadcasts to none or several rooms.</summary>
    public RedisChannel Broadcast { get; }

    public RedisChannel Request { get; }

    public RedisChannel Response { get; }

    /// <summary>Broadcasts to exactly one room.</summary>
    public RedisChannel BroadcastTo(string room)
    {
        var name = new byte[_broadcastBytes.Length + Encoding.UTF8.GetByteCount(room) + 1];
        _broadcastBytes.CopyTo(name, 0);
        Encoding.UTF8.GetBytes(room, name.AsSpan(_broadcastBytes.Length));
        name[^1] = (byte)'#';
        return RedisChannel.Literal(name);
    }

    /// <summary>Where a broadcast goes: a server without anybody in the one room it is for can drop it unread.</summary>
    public RedisChannel BroadcastTo(in WireScope scope) => scope.Rooms.Length == 1 ? BroadcastTo(scope.Rooms[0]) : Broadcast;

    /// <summary>Responses of servers of this library to one of them. Not matched by <see cref="All"/>, or every server would hear what is for one.</summary>
    public RedisChannel ResponseTo(string uid) => RedisChannel.Literal($"{_prefix}-response#{uid}#{_namespace}");

    /// <summary>What comes by a channel; <paramref name="uid"/> is who listens.</summary>
    public ChannelKind KindOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> uid)
    {
        if (name.StartsWith(_broadcastBytes))
        {
            return ChannelKind.Broadcast;
        }

        if (name.SequenceEqual(_requestBytes))
        {
            return ChannelKind.Request;
        }

        // Node may be told to answer by a channel of who asks.
        return name.StartsWith(_responseBytes) && IsFor(uid, name[_responseBytes.Length..]) ? ChannelKind.Response : ChannelKind.Other;
    }

    /// <summary>The room a channel is for; empty for none or several.</summary>
    public string RoomOf(RedisChannel channel)
    {
        var name = (string)channel!;
        return name.Length > _broadcast.Length + 1 && name.EndsWith('#') ? name[_broadcast.Length..^1] : "";
    }

    private static bool IsFor(ReadOnlySpan<byte> uid, ReadOnlySpan<byte> rest) => rest.IsEmpty || (rest[^1] == (byte)'#' && rest[..^1].SequenceEqual(uid));

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
