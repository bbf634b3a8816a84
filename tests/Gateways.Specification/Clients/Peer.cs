namespace Gateways.Specification.Clients;

/// <summary>Both ends of one connection.</summary>
/// <param name="Client">The end of the client.</param>
/// <param name="Server">The end the gateway sees.</param>
public sealed record Peer(SpecificationClient Client, IGatewayClient Server)
{
    public string Id => Server.Id;
}
