using Gateways;

namespace Chat;

/// <summary>Who is where, and what was said.</summary>
public static class RoomEndpoints
{
    private const int MaxHistory = 200;

    public static void MapRooms(this IEndpointRouteBuilder app)
    {
        var rooms = app.MapGroup("/rooms");

        rooms.MapGet("/", async (IGatewayServer<ChatGateway> server, CancellationToken cancellationToken) =>
        {
            var clients = await server.FetchClientsAsync(cancellationToken);
            return clients
                .SelectMany(client => client.Rooms, (client, room) => (room, member: RoomMember.From(client)))
                .GroupBy(entry => entry.room, entry => entry.member)
                .Select(group => new RoomMembers(group.Key, [.. group]));
        });

        rooms.MapGet("/{roomId}/messages", async (string roomId, ChatService chat, CancellationToken cancellationToken, int limit = 50) =>
        {
            var messages = await chat.ReadMessagesAsync(roomId, Math.Clamp(limit, 1, MaxHistory), cancellationToken);
            return messages.Select(MessageReceived.From);
        });
    }
}
