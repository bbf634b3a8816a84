namespace Gateways.Conformance.Host;

public sealed record Leaf(byte[] Bytes);
