using System.Buffers;
using Gateways.Infrastructure;
using Gateways.Msgpack;
using Gateways.Protocol;

namespace Gateways.Redis.Protocol;

/// <summary>
/// A broadcast of the classic adapter: MessagePack of <c>[uid, packet, opts]</c>. See @socket.io/redis-adapter 8, <c>createAdapter</c>, and
/// @socket.io/redis-emitter 5, which has the uid <c>emitter</c>.
/// </summary>
internal static class BroadcastCodec
{
    public static byte[] Encode(string uid, string @namespace, string eventName, ReadOnlySpan<byte> arguments, int argumentCount, in WireScope scope, ReadOnlySpan<BinaryPlace> binaries = default, WireFlags flags = default)
    {
        using var scratch = ScratchWriter.Rent();
        Write(scratch, uid, @namespace, eventName, arguments, binaries, argumentCount, scope, flags);
        return scratch.WrittenSpan.ToArray();
    }

    /// <summary>The same in an array of the shared pool, which is longer than the message.</summary>
    public static ArraySegment<byte> EncodeRented(string uid, OutboundMessage message, in WireScope scope)
    {
        using var scratch = ScratchWriter.Rent();
        Write(scratch, uid, message.Namespace, message.EventName, message.Arguments.Span, message.Binaries.Span, message.ArgumentCount, scope, new WireFlags(message.IsVolatile));
        var written = scratch.WrittenSpan;
        var rented = ArrayPool<byte>.Shared.Rent(written.Length);
        written.CopyTo(rented);
        return new ArraySegment<byte>(rented, 0, written.Length);
    }

    /// <summary>Whether a server's own message comes back to it; reads no further than the uid.</summary>
    public static bool IsFrom(ReadOnlySpan<byte> uid, ReadOnlySpan<byte> payload)
    {
        var input = new MsgpackReader(payload);
        return input.TryReadArray(out _) && input.TryReadText(out var sender) && sender.SequenceEqual(uid);
    }

    public static bool TryDecode(ReadOnlySpan<byte> payload, out WirePacket packet, out WireScope scope, out WireFlags flags)
    {
        var input = new MsgpackReader(payload);
        packet = default;
        flags = default;
        scope = WireScope.Everyone;
        if (!input.TryReadArray(out var parts) || parts != 3 || !input.TryReadText(out _))
        {
            return false;
        }

        return PacketCodec.TryReadPacket(ref input, out packet) && PacketCodec.TryReadOptions(ref input, out scope, out flags) && input.IsAtEnd;
    }

    private static void Write(
        ScratchWriter output, string uid, string @namespace, string eventName, ReadOnlySpan<byte> arguments, ReadOnlySpan<BinaryPlace> binaries, int argumentCount, in WireScope scope, WireFlags flags)
    {
        var msgpack = new MsgpackWriter(output);
        msgpack.WriteArrayHeader(3);
        msgpack.WriteText(uid);
        PacketCodec.WritePacket(output, @namespace, eventName, arguments, binaries, argumentCount);
        PacketCodec.WriteOptions(output, scope, flags);
    }
}
