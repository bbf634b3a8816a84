namespace Gateways;

/// <summary>Habits and limits of the Server-Sent Events transport. Validated when the application starts.</summary>
public sealed class ServerSentEventsTransportOptions
{
    /// <summary>
    /// How long clients are asked to wait before they come back after a loss. Each is given up to half as much again, by chance, so that those of a server that stops do not all come at once. Default: 3 s.
    /// </summary>
    public TimeSpan ReconnectDelay { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How many rooms a client may name in its query (<c>?room=a&amp;room=b</c>). Default: 16; <see cref="GatewayOptions.MaxRoomsPerClient"/> counts as well. More are answered with 400.
    /// </summary>
    public int MaxRooms { get; set; } = 16;

    /// <summary>
    /// Whether a client that comes back hears what it has missed (<c>Last-Event-ID</c>). Default: null, no: events then have no id. The log is shared with Socket.IO's recovery, where that is on.
    /// </summary>
    public ServerSentEventsRecoveryOptions? Recovery { get; set; }

    /// <summary>The policy that asks nothing.</summary>
    internal static Func<ConnectContext, string, CancellationToken, ValueTask<GuardResult>> Everyone { get; } = static (_, _, _) => new(GuardResult.Allow);

    /// <summary>How long one client waits.</summary>
    internal TimeSpan ChooseReconnectDelay() => ReconnectDelay + (ReconnectDelay / 2 * Random.Shared.NextDouble());

    internal Dictionary<Type, Func<ConnectContext, string, CancellationToken, ValueTask<GuardResult>>> Rooms { get; } = [];

    /// <summary>
    /// Lets every client of a gateway join every room it names, once its connection guards have let it in. For gateways whose rooms hold nothing that one client may hear and another may not.
    /// </summary>
    /// <remarks>
    /// Guards of messages, such as <c>[UseGuards&lt;JwtGuard&gt;]</c> on the class, are never asked about a client that only listens. A gateway that has some therefore needs somebody who asks who connects:
    /// connection guards, connection middleware, <c>[Authorize]</c> on the class or <c>MapGateways().RequireAuthorization()</c>. Without, the application does not start.
    /// </remarks>
    /// <typeparam name="TGateway">The gateway.</typeparam>
    public void AllowRooms<TGateway>()
        where TGateway : class
        => AllowRooms<TGateway>(Everyone);

    /// <summary>Lets clients of a gateway join rooms they name in their query: <c>?room=a&amp;room=b</c>. Without it the query says nothing to this transport, and nobody joins a room but by the gateway's own code.</summary>
    /// <remarks>Guards of messages are never asked about a client that only listens: what they would demand, this must.</remarks>
    /// <typeparam name="TGateway">The gateway.</typeparam>
    /// <param name="isAllowed">
    /// Whether a client may join a room; called after the connection guards, with whatever they have set. One room that is refused refuses the client, with 403. The last call for a gateway counts.
    /// </param>
    public void AllowRooms<TGateway>(Func<ConnectContext, string, bool> isAllowed)
        where TGateway : class
    {
        ArgumentNullException.ThrowIfNull(isAllowed);
        AllowRooms<TGateway>((context, room, _) => new(isAllowed(context, room)));
    }

    /// <summary>Lets clients of a gateway join rooms they name in their query, after asking services. Without it nobody can.</summary>
    /// <remarks>Guards of messages are never asked about a client that only listens: what they would demand, this must.</remarks>
    /// <typeparam name="TGateway">The gateway.</typeparam>
    /// <param name="guard">
    /// Decides on one client and one room, in the scope and the time of the connection guards, after them; <see cref="GuardResult.Deny(string?, object?)"/> is answered with 403,
    /// <see cref="GuardResult.Unauthorized(string?, object?)"/> with 401. The last call for a gateway counts.
    /// </param>
    public void AllowRooms<TGateway>(Func<ConnectContext, string, CancellationToken, ValueTask<GuardResult>> guard)
        where TGateway : class
    {
        ArgumentNullException.ThrowIfNull(guard);
        Rooms[typeof(TGateway)] = guard;
    }
}
