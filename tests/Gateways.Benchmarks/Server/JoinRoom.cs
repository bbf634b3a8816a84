namespace Gateways.Benchmarks.Server;

/// <summary>The room to join.</summary>
public sealed record JoinRoom(string RoomId);
