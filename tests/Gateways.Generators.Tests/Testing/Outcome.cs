using Gateways.Infrastructure;

namespace Gateways.Generators.Tests.Testing;

/// <summary>What came out of a handler.</summary>
internal sealed record Outcome(MessageResultKind Kind, string? EventName, string? Json)
{
    public static Outcome Empty { get; } = new(MessageResultKind.Empty, null, null);

    public static Outcome Value(string json) => new(MessageResultKind.Value, null, json);

    public static Outcome Event(string name, string json) => new(MessageResultKind.Event, name, json);

    /// <summary>The items with spaces between them; an event's name stands before it.</summary>
    public static Outcome Stream(string items) => new(MessageResultKind.Stream, null, items);
}
