using System.Text;
using Gateways.Protocol;

namespace Gateways.SocketIO.EngineIO;

/// <summary>Why a request is not served: the codes and texts are part of the protocol.</summary>
/// <param name="Code">The code in the body.</param>
/// <param name="Message">The text in the body.</param>
/// <param name="Name">What the log calls it: Node's constant, or the name in the context of its <c>connection_error</c>.</param>
/// <param name="Status">The status of the response.</param>
/// <param name="UpgradeStatus">The status where a WebSocket was wanted; Node's is always 400.</param>
internal sealed record EngineIOError(int Code, string Message, string Name, int Status = 400, int UpgradeStatus = 400)
{
    public static EngineIOError UnknownTransport { get; } = new(0, "Transport unknown", "UNKNOWN_TRANSPORT");

    public static EngineIOError UnknownSession { get; } = new(1, "Session ID unknown", "UNKNOWN_SID");

    public static EngineIOError BadHandshakeMethod { get; } = new(2, "Bad handshake method", "BAD_HANDSHAKE_METHOD");

    public static EngineIOError BadRequest { get; } = new(3, "Bad request", "BAD_REQUEST");

    public static EngineIOError Forbidden { get; } = new(4, "Forbidden", "FORBIDDEN", 403);

    /// <summary>A page of another site. Node has no such check, so this one may say what it is.</summary>
    public static EngineIOError ForeignOrigin { get; } = Forbidden with { Name = "FOREIGN_ORIGIN", UpgradeStatus = 403 };

    public static EngineIOError UnsupportedVersion { get; } = new(5, "Unsupported protocol version", "UNSUPPORTED_PROTOCOL_VERSION");

    /// <summary><code>{"code":N,"message":TEXT}</code></summary>
    public byte[] ToJson() => [.. Encoding.ASCII.GetBytes($"{{\"code\":{Code},\"message\":"), .. JsonText.Encode(Message), (byte)'}'];
}
