using System.Text.Json.Serialization;

namespace Chat;

/// <summary>Told to everyone in the room, the sender included.</summary>
public sealed record MessageReceived(
    Guid Id,
    string Content,
    string UserId,
    [property: JsonConverter(typeof(IsoTimestampConverter))] DateTimeOffset Timestamp)
{
    public static MessageReceived From(ChatMessage message) => new(message.Id, message.Content, message.UserId, message.CreatedAt);
}
