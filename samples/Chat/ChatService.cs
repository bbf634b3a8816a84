using Microsoft.EntityFrameworkCore;

namespace Chat;

/// <summary>Keeps what was said.</summary>
public sealed class ChatService(IDbContextFactory<ChatDb> databases, TimeProvider time)
{
    private const char ReservedPrefix = '#';

    /// <exception cref="ChatRuleException">The room is the system's.</exception>
    public async Task<ChatMessage> SaveMessageAsync(string roomId, string content, string userId, CancellationToken cancellationToken = default)
    {
        if (roomId.StartsWith(ReservedPrefix))
        {
            throw new ChatRuleException("room_reserved", $"Rooms whose names begin with '{ReservedPrefix}' are reserved.");
        }

        var message = new ChatMessage { Id = Guid.NewGuid(), RoomId = roomId, UserId = userId, Content = content, CreatedAt = time.GetUtcNow() };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Messages.Add(message);
        await db.SaveChangesAsync(cancellationToken);
        return message;
    }

    /// <summary>The last messages of a room, oldest first.</summary>
    public async Task<IReadOnlyList<ChatMessage>> ReadMessagesAsync(string roomId, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var latest = await db.Messages.AsNoTracking()
            .Where(m => m.RoomId == roomId)
            .OrderByDescending(m => m.Sequence)
            .Take(limit)
            .ToListAsync(cancellationToken);
        latest.Reverse();
        return latest;
    }
}
