namespace Gateways.SignalR.Tests.Documents;

public sealed record JoinedRoom(string RoomId);
