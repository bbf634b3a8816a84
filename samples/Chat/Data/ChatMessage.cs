namespace Chat;

/// <summary>A message as it is stored.</summary>
public sealed class ChatMessage
{
    /// <summary>The place in the order of saving: the key of the table.</summary>
    public long Sequence { get; private set; }

    public required Guid Id { get; init; }

    public required string RoomId { get; init; }

    public required string UserId { get; init; }

    public required string Content { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
