namespace Gateways;

/// <summary>
/// A set of clients to emit to, built up step by step. Immutable: each step returns a new target, so a target may be kept and used from
/// any thread. Several <c>To</c> make a union; a client in several of the rooms hears an event once.
/// </summary>
/// <remarks>
/// Over several servers, emits, joins, leaves and disconnects complete when the servers' common store has taken them, and throw <see cref="AdapterUnavailableException"/> where it cannot be
/// reached; clients of this server have been served by then. What asks other servers, fetches, counts and rooms, throws <see cref="TimeoutException"/> besides, when one of them does not answer.
/// On one server nothing of this is thrown.
/// </remarks>
public interface IEmitTarget
{
    /// <summary>Only the clients that are connected to this server: what Socket.IO calls <c>local</c>. Nothing goes to the adapter's other servers.</summary>
    IEmitTarget Local { get; }

    /// <summary>Adds the members of a room. A name that is no room, but the id of a client, adds that client, as in Socket.IO.</summary>
    IEmitTarget To(string room);

    /// <summary>Adds the members of several rooms, and clients by their ids.</summary>
    IEmitTarget To(IReadOnlyCollection<string> rooms);

    /// <summary>Takes out the members of a room, or the client whose id it is.</summary>
    IEmitTarget Except(string room);

    /// <summary>Takes out one client.</summary>
    IEmitTarget ExceptClient(string clientId);

    /// <summary>
    /// The same clients, for events that are worth something only now, such as where a pointer is. Who cannot be written to this moment, because an earlier write has not ended or
    /// because no poll of the client waits, does not get the event; it is not kept, neither in a queue nor for clients that come back. Of several in a row often only the first gets
    /// through. With an ack, who did not get the event counts as missing.
    /// </summary>
    IEmitTarget Volatile { get; }

    /// <summary>Emits an event without payload. Completes when it is handed to the adapter; never waits for a client.</summary>
    ValueTask EmitAsync(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Emits an event. The payload is serialised once, before any client is looked at, so an error in it reaches the caller.</summary>
    ValueTask EmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default);

    /// <summary>Emits an event with two payloads. Clients without positional arguments (plain WebSocket, Server-Sent Events) receive them as an array.</summary>
    ValueTask EmitAsync<T1, T2>(string eventName, T1 first, T2 second, CancellationToken cancellationToken = default);

    /// <summary>Emits an event with three payloads. Clients without positional arguments (plain WebSocket, Server-Sent Events) receive them as an array.</summary>
    ValueTask EmitAsync<T1, T2, T3>(string eventName, T1 first, T2 second, T3 third, CancellationToken cancellationToken = default);

    /// <summary>Emits an event and collects one reply per client, until all have answered or the time is up. Clients that only listen (Server-Sent Events) do not get it, and are among the errors.</summary>
    /// <typeparam name="T">What an answer is read as: the first value, where there are several (Socket.IO); <see cref="MessageArguments"/> are all of them.</typeparam>
    /// <param name="eventName">The event.</param>
    /// <param name="payload">The payload, serialised by its run-time type; null sends none.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The replies, the errors, and who did not answer. Never throws for a client's sake.</returns>
    ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Emits an event with two payloads and collects one reply per client.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="first">The first payload, serialised by its run-time type; null is sent as such.</param>
    /// <param name="second">The second payload. Where it is a <see cref="TimeSpan"/> or a bare <c>null</c>, the call is that with one payload and a timeout: name it, <c>second:</c>.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>. Name it, where no timeout stands before it.</param>
    /// <exception cref="ArgumentException">A payload is a <see cref="CancellationToken"/>.</exception>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string, object?, TimeSpan?, CancellationToken)"/>
    ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? first, object? second, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>Emits an event with three payloads and collects one reply per client.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="first">The first payload, serialised by its run-time type; null is sent as such.</param>
    /// <param name="second">The second payload.</param>
    /// <param name="third">The third payload.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>. Name it, where no timeout stands before it.</param>
    /// <exception cref="ArgumentException">A payload is a <see cref="CancellationToken"/>.</exception>
    /// <inheritdoc cref="EmitWithAckAsync{T}(string, object?, TimeSpan?, CancellationToken)"/>
    ValueTask<AckCollection<T>> EmitWithAckAsync<T>(string eventName, object? first, object? second, object? third, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// The clients of this target, on every server, with what is kept on them and what may be told of their handshakes. To know how many there are, <see cref="CountAsync"/> is cheaper. Where another server has so many
    /// that its answer would be too large, it tells the last of them without data and handshake, and <see cref="ClientDataSnapshot.IsTruncated"/> of those is set.
    /// </summary>
    ValueTask<IReadOnlyList<ClientSnapshot>> FetchClientsAsync(CancellationToken cancellationToken = default);

    /// <summary>How many clients this target has, on every server.</summary>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes every client of this target join a room. A client whose rooms are at the limit is left out.</summary>
    /// <exception cref="ArgumentException">The name is empty, longer than the limit, or the id of a client of this server.</exception>
    ValueTask JoinAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>Makes every client of this target leave a room.</summary>
    ValueTask LeaveAsync(string room, CancellationToken cancellationToken = default);

    /// <summary>Disconnects every client of this target from the namespace.</summary>
    /// <param name="reason">What they are told. Default: <see cref="CloseReason.ServerDisconnect"/>.</param>
    /// <param name="cancellationToken">Not used once the close has begun.</param>
    ValueTask DisconnectAsync(CloseReason? reason = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the connection of every client of this target, with every namespace it is in: <c>disconnectSockets(true)</c> of Socket.IO, and for many what
    /// <see cref="IGatewayClient.CloseConnectionAsync"/> is for one.
    /// </summary>
    /// <param name="reason">What they are told. Default: <see cref="CloseReason.ServerDisconnect"/>.</param>
    /// <param name="cancellationToken">Not used once the close has begun.</param>
    ValueTask CloseConnectionsAsync(CloseReason? reason = null, CancellationToken cancellationToken = default);
}
