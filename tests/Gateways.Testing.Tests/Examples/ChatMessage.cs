namespace Gateways.Testing.Tests.Examples;

public sealed record ChatMessage(string RoomId, string Text);
