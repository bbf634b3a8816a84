namespace Gateways.Testing.Tests.Gateways;

public sealed record Seat(string Table, int Number);
