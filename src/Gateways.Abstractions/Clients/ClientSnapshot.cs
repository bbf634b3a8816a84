namespace Gateways;

/// <summary>A client as it was when it was fetched; it may live on another server.</summary>
/// <param name="Id">The client's id, for <see cref="IGatewayServer.ToClient"/>.</param>
/// <param name="UserIdentifier">The user it belongs to, if any.</param>
/// <param name="Transport">The transport it arrived by.</param>
/// <param name="Rooms">The rooms it was in.</param>
/// <param name="ConnectedAt">When it connected.</param>
public sealed record ClientSnapshot(string Id, string? UserIdentifier, GatewayTransports Transport, IReadOnlyCollection<string> Rooms, DateTimeOffset ConnectedAt);
