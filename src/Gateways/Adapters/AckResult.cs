namespace Gateways.Adapters;

/// <summary>What one client made of an emit that wanted an ack.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Outcome">Whether it answered.</param>
/// <param name="Body">Its answer: a JSON value, or empty.</param>
public readonly record struct AckResult(string ClientId, AckOutcome Outcome, ReadOnlyMemory<byte> Body);
