using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Gateways.Protocol;

namespace Gateways.Framing;

/// <summary>What a client's close frame says; RFC 6455, sections 5.5.1 and 7.4.</summary>
public readonly record struct WebSocketCloseFrame(int? Code, string? Reason)
{
    /// <summary>Reads the payload of a close frame.</summary>
    /// <exception cref="ProtocolException">The payload is no close: it is then answered with 1002 or 1007.</exception>
    public static WebSocketCloseFrame Read(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return default;
        }

        if (payload.Length == 1 || !IsAllowed(BinaryPrimitives.ReadUInt16BigEndian(payload)))
        {
            throw new ProtocolException(CloseReason.ProtocolError, "close frame with a wrong code");
        }

        if (!Utf8.IsValid(payload[2..]))
        {
            throw new ProtocolException(CloseReason.InvalidPayload, "close reason that is not UTF-8");
        }

        return new(BinaryPrimitives.ReadUInt16BigEndian(payload), payload.Length > 2 ? Encoding.UTF8.GetString(payload[2..]) : null);
    }

    /// <summary>The codes that may travel: those of section 7.4.1 and of IANA's registry but for 1004 to 1006 and 1015, which never do, and those of libraries and applications; section 7.4.2.</summary>
    private static bool IsAllowed(int code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
