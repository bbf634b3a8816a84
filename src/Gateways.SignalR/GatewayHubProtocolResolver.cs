using Gateways.SignalR.Protocol;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Gateways.SignalR;

/// <summary>Gives every connection a protocol of its own: SignalR asks once per handshake, and the protocol then knows whose frames it reads.</summary>
internal sealed class GatewayHubProtocolResolver : IHubProtocolResolver
{
    private readonly JsonHubProtocol _inner = new();

    public IReadOnlyList<IHubProtocol> AllProtocols => [_inner];

    public IHubProtocol? GetProtocol(string protocolName, IReadOnlyList<string>? supportedProtocols) =>
        string.Equals(protocolName, _inner.Name, StringComparison.OrdinalIgnoreCase) ? new GatewayHubProtocol(_inner) : null;
}
