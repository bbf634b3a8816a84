using System.Text.Json;

namespace Gateways.Testing;

/// <summary>The server ended an ack with an error.</summary>
public sealed class GatewayTestAckException : Exception
{
    internal GatewayTestAckException(string message, string text, JsonElement? payload)
        : base(message)
    {
        Text = text;
        Payload = payload;
    }

    /// <summary>The error as text: its <c>message</c> where it is an object.</summary>
    public string Text { get; }

    /// <summary>The whole error. Null on SignalR, whose acks carry text alone: there it comes as the event <c>exception</c>, before the ack.</summary>
    public JsonElement? Payload { get; }
}
