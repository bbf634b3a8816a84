namespace Gateways.ServerSentEvents.Tests.Clients;

/// <summary>An event as an EventSource dispatches it.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Data">Its data.</param>
/// <param name="LastEventId">The last id seen up to its end.</param>
internal sealed record StreamedEvent(string Type, string Data, string LastEventId);
