namespace Gateways;

/// <summary>Why a client left, and the rooms it was in.</summary>
/// <param name="Reason">The named reason, equal on every transport.</param>
/// <param name="Rooms">The rooms the client was in when it left.</param>
/// <param name="Code">The transport's own code, for example the WebSocket close code the client sent; null where there is none.</param>
/// <param name="Description">The transport's own text, which may come from the client; null where there is none.</param>
public sealed record DisconnectContext(CloseReason Reason, IReadOnlyCollection<string> Rooms, int? Code = null, string? Description = null);
