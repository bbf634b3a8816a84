namespace Gateways;

/// <summary>One client's reply.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="ClientId">The client that answered.</param>
/// <param name="Value">What it answered.</param>
public readonly record struct AckReply<T>(string ClientId, T Value);
