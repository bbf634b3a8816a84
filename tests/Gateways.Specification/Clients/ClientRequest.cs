namespace Gateways.Specification.Clients;

/// <summary>What a client asks for when it connects.</summary>
/// <param name="Path">The gateway.</param>
/// <param name="Query">The query, without its question mark.</param>
/// <param name="Origin">The page's origin, if any.</param>
public sealed record ClientRequest(string Path, string Query = "", string? Origin = null);
