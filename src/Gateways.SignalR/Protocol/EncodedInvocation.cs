using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR.Protocol;

/// <summary>One event or answer in its wire form, for connections with stateful reconnect: SignalR counts it, keeps it, and may send it again.</summary>
internal sealed class EncodedInvocation(byte[] bytes) : InvocationMessage(target: "event", arguments: [])
{
    public byte[] Bytes { get; } = bytes;
}
