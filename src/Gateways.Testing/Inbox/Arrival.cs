using System.Text.Json;

namespace Gateways.Testing.Inbox;

/// <summary>Something that arrived at a client.</summary>
internal sealed class Arrival
{
    private const int MaxShown = 200;
    private readonly string _shown;

    /// <param name="name">The event; empty for a value without one.</param>
    /// <param name="payload">Its payload: undefined for none, an array for several.</param>
    public Arrival(string name, JsonElement payload)
    {
        Payload = payload;
        _shown = $"{(name.Length == 0 ? "(a value without an event)" : name)} {Show(payload)}".TrimEnd();
    }

    /// <param name="text">What is no message.</param>
    public Arrival(string text) => _shown = $"(not a message) {Show(text)}".TrimEnd();

    public JsonElement Payload { get; }

    /// <summary>Whether a test has received it.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Text as failures show it: in one line, and not all of it.</summary>
    public static string Show(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= MaxShown ? line : $"{line[..MaxShown]}... ({line.Length} characters)";
    }

    public static string Show(JsonElement payload) => payload.ValueKind == JsonValueKind.Undefined ? "" : Show(payload.GetRawText());

    public override string ToString() => IsTaken ? $"{_shown} (received)" : _shown;
}
