using System.Security.Claims;

namespace Gateways;

/// <summary>
/// One connection inside one namespace, the same for every transport. Members may be called from any thread, also after the client has
/// left: joins and emits then do nothing.
/// </summary>
public interface IGatewayClient
{
    /// <summary>The client's id: random, unguessable, new for each connection and namespace.</summary>
    string Id { get; }

    /// <summary>The id of the physical connection; clients of several namespaces on one connection share it.</summary>
    string ConnectionId { get; }

    /// <summary>The transport the client arrived by.</summary>
    GatewayTransports Transport { get; }

    /// <summary>The path of the namespace the client is in, for example <c>/chat</c>.</summary>
    string Namespace { get; }

    /// <summary>The route parameters of the namespace's path, decoded; empty where the path has none.</summary>
    IReadOnlyDictionary<string, string> RouteValues { get; }

    /// <summary>The user of the handshake request, unauthenticated when the application has no authentication. May be replaced, which moves the client in the index of users.</summary>
    ClaimsPrincipal User { get; set; }

    /// <summary>
    /// The user this client belongs to, for <see cref="IGatewayServer.ToUser"/>. By default the name identifier claim of <see cref="User"/>, also under its
    /// short name <c>sub</c>; null when there is none. May be set, for example in the connection hook.
    /// </summary>
    string? UserIdentifier { get; set; }

    /// <summary>What the client sent when it connected.</summary>
    GatewayHandshake Handshake { get; }

    /// <summary>A bag for the application's own values, kept as long as the client. Who fetches clients is told of them as JSON: <see cref="ClientSnapshot.Data"/>.</summary>
    ClientData Data { get; }

    /// <summary>A snapshot of the rooms the client has joined. Its own id is not among them, though a target made <c>To</c> it reaches the client.</summary>
    IReadOnlyCollection<string> Rooms { get; }

    /// <summary>Cancelled when the client leaves, for whatever reason.</summary>
    CancellationToken Aborted { get; }

    /// <summary>Whether the client is still connected.</summary>
    bool IsConnected { get; }

    /// <summary>Joins a room. Joining twice does nothing, nor does joining the client's own id: by that it is reached anyway.</summary>
    /// <exception cref="ArgumentException">The name is empty, longer than the limit, or the id of another client of this server, which would be to hear what is for that client alone.</exception>
    /// <exception cref="InvalidOperationException">The client is in as many rooms as the limit allows.</exception>
    ValueTask JoinAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>Joins several rooms: all of them, or none when one is refused.</summary>
    /// <exception cref="ArgumentException">A name is empty, longer than the limit, or the id of another client of this server.</exception>
    /// <exception cref="InvalidOperationException">The client would be in more rooms than the limit allows.</exception>
    ValueTask JoinAsync(IReadOnlyCollection<string> rooms, CancellationToken cancellationToken = default);

    /// <summary>Leaves a room. Leaving a room the client is not in does nothing.</summary>
    ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>Everyone in the room except this client, or the one client whose id it is.</summary>
    IEmitTarget To(string room);

    /// <summary>Everyone in the namespace except this client and the members of the room, or the one client whose id it is.</summary>
    IEmitTarget Except(string room);

    /// <summary>Everyone in the namespace except this client.</summary>
    IEmitTarget Broadcast { get; }

    /// <summary>
    /// This client alone, for events that are worth something only now: see <see cref="IEmitTarget.Volatile"/>. Over Socket.IO nothing emitted to it in its own connection hook gets
    /// through, for its confirmation is being written then.
    /// </summary>
    IEmitTarget Volatile { get; }

    /// <summary>Sends an event without payload to this client. Completes when the message is queued; never waits for the client.</summary>
    ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to this client. Completes when the message is queued; never waits for the client.</summary>
    ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default);

    /// <summary>Sends an event with two payloads to this client. Without positional arguments (plain WebSocket, Server-Sent Events) it receives them as an array.</summary>
    ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default);

    /// <summary>Sends an event with three payloads to this client. Without positional arguments (plain WebSocket, Server-Sent Events) it receives them as an array.</summary>
    ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to this client and waits for its ack.</summary>
    /// <typeparam name="T">What the answer is read as: the first value, where there are several (Socket.IO); <see cref="MessageArguments"/> are all of them.</typeparam>
    /// <param name="eventName">The event.</param>
    /// <param name="payload">The payload, serialised by its run-time type; null sends none.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">No ack came in time.</exception>
    /// <exception cref="ClientDisconnectedException">The client left before it answered.</exception>
    /// <exception cref="ClientAckException">The client answered with an error.</exception>
    ValueTask<T> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Sends an event with two payloads to this client and waits for its ack.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="first">The first payload, serialised by its run-time type; null is sent as such.</param>
    /// <param name="second">The second payload. Where it is a <see cref="TimeSpan"/> or a bare <c>null</c>, the call is that with one payload and a timeout: name it, <c>second:</c>.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait. Name it, where no timeout stands before it.</param>
    /// <exception cref="ArgumentException">A payload is a <see cref="CancellationToken"/>.</exception>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string, object?, TimeSpan?, CancellationToken)"/>
    ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Sends an event with three payloads to this client and waits for its ack.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="first">The first payload, serialised by its run-time type; null is sent as such.</param>
    /// <param name="second">The second payload.</param>
    /// <param name="third">The third payload.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait. Name it, where no timeout stands before it.</param>
    /// <exception cref="ArgumentException">A payload is a <see cref="CancellationToken"/>.</exception>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string, object?, TimeSpan?, CancellationToken)"/>
    ValueTask<T> EmitWithAckAsync<T>(string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Ends the connection to this namespace. What was queued before is still sent, within the close timeout.</summary>
    /// <param name="reason">What the client is told. Default: <see cref="CloseReason.ServerDisconnect"/>.</param>
    /// <param name="cancellationToken">Not used once the close has begun.</param>
    ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the whole connection, with every namespace it is in: <c>disconnect(true)</c> of Socket.IO. Elsewhere a connection has one client, and this is
    /// <see cref="DisconnectAsync"/>.
    /// </summary>
    /// <param name="reason">What the client is told. Default: <see cref="CloseReason.ServerDisconnect"/>.</param>
    /// <param name="cancellationToken">Not used once the close has begun.</param>
    ValueTask CloseConnectionAsync(CloseReason? reason = null, CancellationToken cancellationToken = default) => DisconnectAsync(reason, cancellationToken);
}
