using System.Text;
using System.Text.Unicode;
using Gateways.Infrastructure;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>The two maps that broadcasts are made of: <c>packet {type:2, data:[event, ..args], nsp}</c> and <c>opts {rooms, except, flags}</c>. Unknown keys are stepped over.</summary>
internal static class PacketCodec
{
    // Of Socket.IO's packet types. A sender of Node's names the second when there are bytes among the arguments.
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
        var result = (Packet: new WirePacket(RootNamespace, "", [], 0), IsEvent: false);
        var isWhole = MsgpackMap.TryRead(ref input, ref result, ReadPacketValue);
        packet = result.Packet;
        return isWhole && result.IsEvent && packet.EventName.Length > 0;
    }

    public static bool TryReadOptions(ref MsgpackReader input, out WireScope scope, out WireFlags flags)
    {
        var result = (Scope: WireScope.Everyone, Flags: default(WireFlags));
        var isWhole = MsgpackMap.TryRead(ref input, ref result, ReadOption);
        (scope, flags) = result;
        return isWhole;
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

    private static bool ReadPacketValue(scoped ReadOnlySpan<byte> key, ref MsgpackReader input, ref (WirePacket Packet, bool IsEvent) result)
    {
        if (key.SequenceEqual("type"u8))
        {
            var isNumber = input.Read() == MsgpackKind.Unsigned;
            result.IsEvent = isNumber && input.Number is EventType or BinaryEventType;
            return isNumber;
        }

        if (key.SequenceEqual("data"u8))
        {
            return TryReadData(ref input, ref result.Packet);
        }

        if (key.SequenceEqual("nsp"u8))
        {
            var isText = TryReadText(ref input, out var @namespace);
            result.Packet = result.Packet with { Namespace = @namespace };
            return isText;
        }

        return input.TrySkip();
    }

    private static bool ReadOption(scoped ReadOnlySpan<byte> key, ref MsgpackReader input, ref (WireScope Scope, WireFlags Flags) result)
    {
        if (key.SequenceEqual("rooms"u8))
        {
            var areNames = TryReadNames(ref input, out var rooms);
            result.Scope = result.Scope with { Rooms = rooms };
            return areNames;
        }

        if (key.SequenceEqual("except"u8))
        {
            var areNames = TryReadNames(ref input, out var except);
            result.Scope = result.Scope with { Except = except };
            return areNames;
        }

        if (key.SequenceEqual("flags"u8))
        {
            result.Flags = default;
            return MsgpackMap.TryRead(ref input, ref result.Flags, ReadFlag);
        }

        if (key.SequenceEqual("scope"u8))
        {
            var areCounts = TryReadCounts(ref input, out var counts);
            result.Scope = result.Scope with { Counts = counts };
            return areCounts;
        }

        return input.TrySkip();
    }

    private static bool ReadFlag(scoped ReadOnlySpan<byte> key, ref MsgpackReader input, ref WireFlags flags)
    {
        if (key.SequenceEqual("timeout"u8))
        {
            var isTime = input.Read() == MsgpackKind.Unsigned && input.Number is >= 0 and <= int.MaxValue;
            flags = flags with { Timeout = isTime ? TimeSpan.FromMilliseconds(input.Number) : null };
            return isTime;
        }

        if (key.SequenceEqual("volatile"u8))
        {
            var isBoolean = input.Read() == MsgpackKind.Boolean;
            flags = flags with { IsVolatile = input.Number != 0 };
            return isBoolean;
        }

        return input.TrySkip();
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
}
