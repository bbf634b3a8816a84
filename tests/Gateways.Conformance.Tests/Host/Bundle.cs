namespace Gateways.Conformance.Host;

/// <summary>Bytes at several depths.</summary>
public sealed record Bundle(byte[] First, IReadOnlyList<Leaf> Leaves);
