using System.ComponentModel;

namespace Gateways.Infrastructure;

/// <summary>The kinds of a handler's outcome.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum MessageResultKind
{
    /// <summary>Nothing: an ack is empty.</summary>
    Empty,

    /// <summary>A value: the ack carries it.</summary>
    Value,

    /// <summary>An event for the sender; an ack follows, empty.</summary>
    Event,

    /// <summary>Many values or events over time; an ack follows the last.</summary>
    Stream,
}
