using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>What a handler's outcome means for its client: nothing, a value, or an event. Its bytes belong to the message's context.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct MessageResult
{
    private MessageResult(MessageResultKind kind, string? eventName)
    {
        Kind = kind;
        EventName = eventName;
    }

    /// <summary>No value: an ack is empty.</summary>
    public static MessageResult Empty => default;

    /// <summary>The context holds a value: the ack.</summary>
    public static MessageResult Value => new(MessageResultKind.Value, null);

    /// <summary>The context holds a stream.</summary>
    public static MessageResult Stream => new(MessageResultKind.Stream, null);

    /// <summary>What it is.</summary>
    public MessageResultKind Kind { get; }

    /// <summary>The event's name, where it is one.</summary>
    public string? EventName { get; }

    /// <summary>The context holds the payload of an event.</summary>
    public static MessageResult Event(string eventName)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return new(MessageResultKind.Event, eventName);
    }
}
