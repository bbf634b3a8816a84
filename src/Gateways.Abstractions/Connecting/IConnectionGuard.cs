namespace Gateways;

/// <summary>
/// Decides whether a client may connect. Runs before the connection hook, and before the protocol begins where the transport can still answer by HTTP: the
/// client is refused with 401 or 403 there, else in its transport's own way.
/// </summary>
/// <remarks>One registered in the service provider has the lifetime it was registered with; any other is created once, and must be thread-safe.</remarks>
public interface IConnectionGuard
{
    /// <summary>Decides. A <see cref="WsException"/> refuses with its text; any other exception is logged, and refuses as an internal error.</summary>
    /// <param name="context">The client to be.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves meanwhile, or the connect timeout has passed.</param>
    ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken);
}
