using System.Text.Json;

namespace Gateways.Testing;

/// <summary>An event arrived that should not have.</summary>
public sealed class GatewayTestUnexpectedEventException : Exception
{
    internal GatewayTestUnexpectedEventException(string message, string eventName, JsonElement payload)
        : base(message)
    {
        EventName = eventName;
        Payload = payload;
    }

    /// <summary>The event.</summary>
    public string EventName { get; }

    /// <summary>Its payload; undefined when it has none.</summary>
    public JsonElement Payload { get; }
}
