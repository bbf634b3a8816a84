namespace Gateways.Adapters;

/// <summary>What one client made of an emit that wanted an ack.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Outcome">Whether it answered.</param>
/// <param name="Body">Its answer: a JSON value, or empty; of several the first.</param>
/// <param name="Arguments">All values, where there are several or bytes among them; else null.</param>
public readonly record struct AckResult(string ClientId, AckOutcome Outcome, ReadOnlyMemory<byte> Body, MessageArguments? Arguments = null);
