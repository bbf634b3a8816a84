namespace Gateways;

/// <summary>
/// Runs around every message of a namespace, also those no handler is there for, before guards: Socket.IO's <c>socket.use</c>. A throw is an error like one of the handler.
/// </summary>
/// <param name="context">The message.</param>
/// <param name="next">The rest. When it is not called the message is dropped, and an ack that was asked for ends empty.</param>
public delegate ValueTask MessageMiddleware(GatewayContext context, Func<ValueTask> next);
