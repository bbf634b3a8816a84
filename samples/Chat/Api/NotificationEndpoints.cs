using System.Text.Json;

namespace Chat;

/// <summary>Plain HTTP in, events out: the body is the payload, <c>?event=</c> names another event than <c>systemNotification</c>.</summary>
public static class NotificationEndpoints
{
    private const string DefaultEvent = "systemNotification";

    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        app.MapPost("/rooms/{roomId}/notifications", async (string roomId, JsonElement payload, NotificationService notifications) =>
        {
            await notifications.NotifyRoomAsync(roomId, payload);
            return Results.Accepted();
        });

        app.MapPost("/clients/{id}/notifications", async (string id, JsonElement payload, NotificationService notifications, CancellationToken cancellationToken, string @event = DefaultEvent)
            => await notifications.NotifyClientAsync(id, @event, payload, cancellationToken) ? Results.Accepted() : Results.NotFound());

        app.MapPost("/notifications", async (JsonElement payload, NotificationService notifications, CancellationToken cancellationToken, string @event = DefaultEvent) =>
        {
            await notifications.BroadcastAsync(@event, payload, cancellationToken);
            return Results.Accepted();
        });
    }
}
