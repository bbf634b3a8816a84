namespace Gateways.Adapters;

/// <summary>What the other servers answered.</summary>
/// <param name="Answers">One JSON value, or nothing, per server that answered.</param>
/// <param name="Missing">How many did not.</param>
public readonly record struct ServerSideAnswers(IReadOnlyList<ReadOnlyMemory<byte>> Answers, int Missing);
