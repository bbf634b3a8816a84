namespace Gateways.Specification.Clients;

/// <summary>An event as a client heard it. A value without a name is a bare value.</summary>
/// <param name="Name">The event; empty for a bare value.</param>
/// <param name="Data">Its payload as JSON: none is empty, several are an array.</param>
public sealed record ReceivedEvent(string Name, string Data);
