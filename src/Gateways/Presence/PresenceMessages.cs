using System.Text.Json;
using Gateways.Protocol;

namespace Gateways.Presence;

/// <summary>What a watcher hears.</summary>
internal static class PresenceMessages
{
    public const string StateEvent = "presenceState";
    public const string DiffEvent = "presenceDiff";

    public static OutboundMessage State(string @namespace, PresenceTopic topic, PresenceSnapshot snapshot) => Create(@namespace, topic, StateEvent, snapshot.Version, json =>
        WriteUsers(json, "users", snapshot.Users.OrderBy(static user => user.Since).ThenBy(static user => user.UserId, StringComparer.Ordinal)));

    public static OutboundMessage Diff(string @namespace, PresenceChange change) => Create(@namespace, change.Topic, DiffEvent, change.Version, json =>
    {
        PresenceUser[] user = [change.User];
        WriteUsers(json, "joins", change.Kind == PresenceChangeKind.Join ? user : []);
        WriteUsers(json, "leaves", change.Kind == PresenceChangeKind.Leave ? user : []);
        WriteUsers(json, "updates", change.Kind == PresenceChangeKind.Update ? user : []);
    });

    private static OutboundMessage Create(string @namespace, PresenceTopic topic, string eventName, long version, Action<Utf8JsonWriter> write)
    {
        using var scratch = ScratchWriter.Rent();
        var json = scratch.StartJson();
        json.WriteStartObject();
        json.WriteString("topic"u8, topic.Name);
        json.WriteNumber("version"u8, version);
        write(json);
        json.WriteEndObject();
        json.Flush();
        return new OutboundMessage(@namespace, eventName, scratch.WrittenSpan.ToArray(), 1);
    }

    private static void WriteUsers(Utf8JsonWriter json, string property, IEnumerable<PresenceUser> users)
    {
        json.WriteStartArray(property);
        foreach (var user in users)
        {
            json.WriteStartObject();
            json.WriteString("userId"u8, user.UserId);
            json.WriteString("status"u8, user.IsActive ? "active"u8 : "away"u8);
            json.WriteString("since"u8, user.Since);
            if (!user.Metadata.IsEmpty)
            {
                json.WritePropertyName("metadata"u8);
                json.WriteRawValue(user.Metadata.Span, skipInputValidation: true);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
