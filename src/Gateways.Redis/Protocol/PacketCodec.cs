using System.Text;
using System.Text.Unicode;
using Gateways.Infrastructure;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>The two maps that broadcasts are made of: <c>packet {type:2, data:[event, ..args], nsp}</c> and <c>opts {rooms, except, flags}</c>. Unknown keys are stepped over.</summary>
internal static class PacketCodec
{
    private const int EventType = 2;
    private const int BinaryEventType = 5;

    /// <summary>The namespace when the packet names none.</summary>
    private const string RootNamespace = "/";

    public static void WritePacket(ScratchWriter output, string @namespace, string eventName, ReadOnlySpan<byte> arguments, ReadOnlySpan<BinaryPlace> binaries, int argumentCount)
    {
        var msgpack = new MsgpackWriter(output);
        msgpack.WriteMapHeader(3);
        msgpack.WriteText("type"u8);
        msgpack.WriteInteger(EventType);
        msgpack.WriteText("data"u8);
        msgpack.WriteArrayHeader(1 + argumentCount);
        msgpack.WriteText(eventName);
        JsonToMsgpack.WriteArguments(output, arguments, binaries);
        msgpack.WriteText("nsp"u8);
        msgpack.WriteText(@namespace);
    }

    public static void WriteOptions(ScratchWriter output, in WireScope scope, WireFlags flags)
    {
        var msgpack = new MsgpackWriter(output);
        msgpack.WriteMapHeader(scope.IsExact ? 4 : 3);
        msgpack.WriteText("rooms"u8);
        WriteNames(msgpack, scope.Rooms);
        msgpack.WriteText("except"u8);
        WriteNames(msgpack, scope.Except);
        msgpack.WriteText("flags"u8);
        msgpack.WriteMapHeader((flags.IsVolatile ? 1 : 0) + (flags.Timeout is null ? 0 : 1));
        if (flags.IsVolatile)
        {
            msgpack.WriteText("volatile"u8);
            msgpack.WriteBoolean(true);
        }

        if (flags.Timeout is { } wait)
        {
            msgpack.WriteText("timeout"u8);
            msgpack.WriteInteger((long)wait.TotalMilliseconds);
        }

        if (scope.IsExact)
        {
            msgpack.WriteText("scope"u8);
            msgpack.WriteArrayHeader(scope.Counts.Length);
            foreach (var count in scope.Counts)
            {
                msgpack.WriteInteger(count);
            }
        }
    }

    public static bool TryReadPacket(ref MsgpackReader input, out WirePacket packet)
    {
        packet = new WirePacket(RootNamespace, "", [], 0);
        var isEvent = false;
        if (!input.TryReadMap(out var keys))
        {
            return false;
        }

        for (var i = 0; i < keys; i++)
        {
            if (!input.TryReadText(out var key))
            {
                return false;
            }

            bool read;
            if (key.SequenceEqual("type"u8))
            {
                read = input.Read() == MsgpackKind.Unsigned;
                isEvent = read && input.Number is EventType or BinaryEventType;
            }
            else if (key.SequenceEqual("data"u8))
            {
                read = TryReadData(ref input, ref packet);
            }
            else if (key.SequenceEqual("nsp"u8))
            {
                read = TryReadText(ref input, out var @namespace);
                packet = packet with { Namespace = @namespace };
            }
            else
            {
                read = input.TrySkip();
            }

            if (!read)
            {
                return false;
            }
        }

        return isEvent && packet.EventName.Length > 0;
    }

    public static bool TryReadOptions(ref MsgpackReader input, out WireScope scope, out WireFlags flags)
    {
        scope = WireScope.Everyone;
        flags = default;
        if (!input.TryReadMap(out var keys))
        {
            return false;
        }

        for (var i = 0; i < keys; i++)
        {
            if (!input.TryReadText(out var key))
            {
                return false;
            }

            bool read;
            if (key.SequenceEqual("rooms"u8))
            {
                read = TryReadNames(ref input, out var rooms);
                scope = scope with { Rooms = rooms };
            }
            else if (key.SequenceEqual("except"u8))
            {
                read = TryReadNames(ref input, out var except);
                scope = scope with { Except = except };
            }
            else if (key.SequenceEqual("flags"u8))
            {
                read = TryReadFlags(ref input, out flags);
            }
            else if (key.SequenceEqual("scope"u8))
            {
                read = TryReadCounts(ref input, out var counts);
                scope = scope with { Counts = counts };
            }
            else
            {
                read = input.TrySkip();
            }

            if (!read)
            {
                return false;
            }
        }

        return true;
    }

    public static bool TryReadText(ref MsgpackReader input, out string text)
    {
        text = "";
        if (!input.TryReadText(out var utf8) || !Utf8.IsValid(utf8))
        {
            return false;
        }

        text = Encoding.UTF8.GetString(utf8);
        return true;
    }

    private static void WriteNames(MsgpackWriter msgpack, string[] names)
    {
        msgpack.WriteArrayHeader(names.Length);
        foreach (var name in names)
        {
            msgpack.WriteText(name);
        }
    }

    private static bool TryReadData(ref MsgpackReader input, ref WirePacket packet)
    {
        if (!input.TryReadArray(out var count) || count == 0 || !TryReadName(ref input, out var eventName) || eventName.Length == 0)
        {
            return false;
        }

        using var scratch = ScratchWriter.Rent();
        if (!MsgpackToJson.TryWriteArguments(ref input, count - 1, scratch))
        {
            return false;
        }

        packet = packet with { EventName = eventName, Arguments = scratch.WrittenSpan.ToArray(), ArgumentCount = count - 1, Binaries = scratch.Binaries.ToArray() };
        return true;
    }

    private static bool TryReadNames(ref MsgpackReader input, out string[] names)
    {
        names = [];
        if (!input.TryReadArray(out var count))
        {
            return false;
        }

        names = count == 0 ? [] : new string[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadName(ref input, out names[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A room or an event: JavaScript takes numbers for names too.</summary>
    private static bool TryReadName(ref MsgpackReader input, out string name)
    {
        name = "";
        switch (input.Read())
        {
            case MsgpackKind.Text when Utf8.IsValid(input.Bytes):
                name = Encoding.UTF8.GetString(input.Bytes);
                return true;
            case MsgpackKind.Signed:
                name = input.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
                return true;
            case MsgpackKind.Unsigned:
                name = ((ulong)input.Number).ToString(System.Globalization.CultureInfo.InvariantCulture);
                return true;
            default:
                return false;
        }
    }

    private static bool TryReadCounts(ref MsgpackReader input, out int[] counts)
    {
        counts = [];
        if (!input.TryReadArray(out var length) || length != WireScope.CountsLength)
        {
            return false;
        }

        counts = new int[length];
        for (var i = 0; i < length; i++)
        {
            if (input.Read() != MsgpackKind.Unsigned || input.Number is < 0 or > int.MaxValue)
            {
                return false;
            }

            counts[i] = (int)input.Number;
        }

        return true;
    }

    private static bool TryReadFlags(ref MsgpackReader input, out WireFlags flags)
    {
        flags = default;
        if (!input.TryReadMap(out var keys))
        {
            return false;
        }

        for (var i = 0; i < keys; i++)
        {
            if (!input.TryReadText(out var key))
            {
                return false;
            }

            bool read;
            if (key.SequenceEqual("timeout"u8))
            {
                read = input.Read() == MsgpackKind.Unsigned && input.Number is >= 0 and <= int.MaxValue;
                flags = flags with { Timeout = read ? TimeSpan.FromMilliseconds(input.Number) : null };
            }
            else if (key.SequenceEqual("volatile"u8))
            {
                read = input.Read() == MsgpackKind.Boolean;
                flags = flags with { IsVolatile = input.Number != 0 };
            }
            else
            {
                read = input.TrySkip();
            }

            if (!read)
            {
                return false;
            }
        }

        return true;
    }
}
