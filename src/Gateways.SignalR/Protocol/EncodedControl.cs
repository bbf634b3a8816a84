using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR.Protocol;

/// <summary>One message in its wire form that SignalR does not count: a close.</summary>
internal sealed class EncodedControl(byte[] bytes) : HubMessage
{
    public byte[] Bytes { get; } = bytes;
}
