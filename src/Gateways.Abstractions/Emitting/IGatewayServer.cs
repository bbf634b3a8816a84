namespace Gateways;

/// <summary>
/// The handle to emit from: every client of one namespace, and the way to narrow them down. Inject <see cref="IGatewayServer{TGateway}"/>
/// anywhere; emitting needs no gateway instance.
/// </summary>
public interface IGatewayServer : IEmitTarget
{
    /// <summary>The path of the namespace, for example <c>/chat</c>.</summary>
    string Namespace { get; }

    /// <summary>
    /// One namespace of a gateway whose path has route parameters, for example <c>/chat/42</c>; the server itself is all of them together. For a path that is not the gateway's: a target
    /// without clients.
    /// </summary>
    IGatewayServer Of(string @namespace);

    /// <summary>
    /// One client by its id. An unknown id is a target without clients. <c>To</c> with an id does the same, but over several servers also reaches a room of that name: for what nobody else may
    /// hear, and for ids that come from clients, this is the exact one.
    /// </summary>
    IEmitTarget ToClient(string clientId);

    /// <summary>Every client of one user, by <see cref="IGatewayClient.UserIdentifier"/>.</summary>
    IEmitTarget ToUser(string userIdentifier);

    /// <summary>A client connected to this server process, by its id; null when it is not: it has left, or is on another server.</summary>
    IGatewayClient? FindClient(string clientId);

    /// <summary>The rooms that have members, with their sizes, on every server.</summary>
    ValueTask<IReadOnlyList<RoomInfo>> GetRoomsAsync(CancellationToken cancellationToken = default);

    /// <summary>How many servers serve this namespace, this one included. Servers of other kinds on the same adapter, such as Node's, count too.</summary>
    /// <exception cref="AdapterUnavailableException">The adapter cannot reach the other servers.</exception>
    ValueTask<int> CountServersAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends an event to the other servers of this namespace, not to clients: what Socket.IO calls <c>serverSideEmit</c>. This server does not hear it.</summary>
    /// <exception cref="AdapterUnavailableException">The adapter cannot reach the other servers.</exception>
    ValueTask ServerSideEmitAsync(string eventName, CancellationToken cancellationToken = default);

    /// <inheritdoc cref="ServerSideEmitAsync(string, CancellationToken)"/>
    ValueTask ServerSideEmitAsync<T>(string eventName, T payload, CancellationToken cancellationToken = default);

    /// <summary>Sends an event to the other servers and collects one reply from each.</summary>
    /// <param name="eventName">The event.</param>
    /// <param name="payload">The payload, serialised by its run-time type; null sends none.</param>
    /// <param name="timeout">How long to wait. Default: <c>GatewayOptions.AckTimeout</c>.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <returns>The replies, and how many servers did not answer.</returns>
    /// <exception cref="AdapterUnavailableException">The adapter cannot reach the other servers.</exception>
    ValueTask<ServerSideReplies<T>> ServerSideEmitWithAckAsync<T>(string eventName, object? payload = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Handles an event that another server sends with <see cref="ServerSideEmitAsync(string, CancellationToken)"/>: what <c>io.on</c> is for in Socket.IO. Several
    /// handlers of one event all run. An exception is logged; the sender then gets no reply.
    /// </summary>
    /// <typeparam name="T">What the payload is read as: the one argument, or an array of all when there are several.</typeparam>
    /// <param name="eventName">The event.</param>
    /// <param name="handler">Runs once per event, on any thread; events do not wait for each other.</param>
    /// <returns>Dispose it to stop handling.</returns>
    IDisposable OnServerSideEvent<T>(string eventName, Func<T, ValueTask> handler);

    /// <summary>Handles an event of another server and answers it. When several handlers of one event answer, the first answer counts.</summary>
    /// <inheritdoc cref="OnServerSideEvent{T}(string, Func{T, ValueTask})"/>
    IDisposable OnServerSideEvent<T, TReply>(string eventName, Func<T, ValueTask<TReply>> handler);
}
