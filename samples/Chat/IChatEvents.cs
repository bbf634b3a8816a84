using System.Text.Json;

namespace Chat;

/// <summary>What the server tells its clients.</summary>
public interface IChatEvents
{
    ValueTask JoinedRoom(JoinedRoom room);

    ValueTask UserJoined(UserJoined user);

    ValueTask UserLeft(UserLeft user);

    ValueTask MessageReceived(MessageReceived message);

    ValueTask Announcement(Announcement announcement);

    ValueTask SystemNotification(JsonElement payload);
}
