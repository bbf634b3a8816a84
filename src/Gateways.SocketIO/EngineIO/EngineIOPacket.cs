namespace Gateways.SocketIO.EngineIO;

/// <summary>One packet: <code>TYPE[DATA]</code> <see href="https://socket.io/docs/v4/engine-io-protocol/#protocol">Engine.IO protocol, packet encoding</see>.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Data">What follows the type; for <see cref="EngineIOPacketType.Binary"/> still in base64.</param>
internal readonly record struct EngineIOPacket(EngineIOPacketType Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>Reads the text of one packet; the packet points into it.</summary>
    /// <returns>False when the text is empty or begins with no type.</returns>
    public static bool TryRead(ReadOnlyMemory<byte> text, out EngineIOPacket packet)
    {
        packet = default;
        if (text.IsEmpty)
        {
            return false;
        }

        var type = (EngineIOPacketType)text.Span[0];
        packet = new EngineIOPacket(type, text[1..]);
        return type is (>= EngineIOPacketType.Open and <= EngineIOPacketType.Noop) or EngineIOPacketType.Binary;
    }
}
