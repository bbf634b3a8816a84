namespace Gateways.Adapters;

/// <summary>An event from one server to the others.</summary>
/// <param name="EventName">The event.</param>
/// <param name="Arguments">The payloads as JSON, separated by commas.</param>
/// <param name="ArgumentCount">How many payloads there are.</param>
public readonly record struct ServerSideEvent(string EventName, ReadOnlyMemory<byte> Arguments, int ArgumentCount);
