namespace Gateways;

/// <summary>A room that has members.</summary>
/// <param name="Name">The room's name.</param>
/// <param name="Count">How many clients are in it.</param>
public readonly record struct RoomInfo(string Name, int Count);
