using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateways.ServerSentEvents.Rooms;

/// <summary>
/// Refuses to start where every room is open to a client that nobody asks: guards of messages never see one that only listens. Looks at the endpoints when all that is said of them has been said.
/// </summary>
internal sealed class RoomPolicyCheck(EndpointDataSource endpoints, IOptions<AuthorizationOptions> authorization) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="InvalidOperationException">A gateway's rooms are open, and so is its door, but its messages are guarded.</exception>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var isGuarded = authorization.Value.FallbackPolicy is not null;
        foreach (var endpoint in endpoints.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<RoomPolicies>() is not { } rooms)
            {
                continue;
            }

            if (!isGuarded && rooms.OpenedBy is { } gateway && rooms.Host.GuardsMessagesOnly && endpoint.Metadata.GetMetadata<IAuthorizeData>() is null)
            {
                throw new InvalidOperationException(
                    $"AllowRooms<{gateway.Name}>() opens every room of '{rooms.Host.Path}' to everyone: its guards are asked about messages, and a client of Server-Sent Events sends none. "
                    + $"Ask who connects, with [UseConnectionGuards<..>] or [Authorize] on '{gateway}', or say who may listen to which room: AllowRooms<{gateway.Name}>((context, room) => ..).");
            }

            rooms.AreChecked = true;
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
