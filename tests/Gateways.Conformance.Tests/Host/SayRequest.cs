namespace Gateways.Conformance.Host;

public sealed record SayRequest(string Room, string Text);
