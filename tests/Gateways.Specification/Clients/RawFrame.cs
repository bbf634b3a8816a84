using System.Buffers.Binary;
using System.Text;

namespace Gateways.Specification.Clients;

/// <summary>One frame as it came over the wire.</summary>
public sealed record RawFrame(int Opcode, bool IsFinal, byte[] Payload)
{
    public const int Continuation = 0;
    public const int TextFrame = 1;
    public const int Binary = 2;
    public const int Close = 8;
    public const int Ping = 9;
    public const int Pong = 10;

    public string Text => Encoding.UTF8.GetString(Payload);

    public int? CloseCode => Payload.Length < 2 ? null : BinaryPrimitives.ReadUInt16BigEndian(Payload);

    public string CloseText => Payload.Length < 2 ? "" : Encoding.UTF8.GetString(Payload.AsSpan(2));
}
