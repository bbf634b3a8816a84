namespace Gateways;

/// <summary>
/// Runs around the guards of every client that asks for a namespace: Socket.IO's <c>io.use</c>. A <see cref="WsException"/> refuses the client with its text and payload.
/// </summary>
/// <param name="context">The client to be.</param>
/// <param name="next">The rest. When it is not called the client is refused.</param>
public delegate ValueTask ConnectionMiddleware(ConnectContext context, Func<ValueTask> next);
