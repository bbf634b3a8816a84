namespace Gateways;

/// <summary>Runs for every client that connects.</summary>
public interface IOnGatewayConnection
{
    /// <summary>
    /// Awaited before the client's first message is dispatched; messages that arrive meanwhile wait. A throw refuses this client and harms
    /// nobody else: the text of a <see cref="WsException"/> is told to it, any other exception is logged and told as an internal error.
    /// </summary>
    /// <param name="client">The client; rooms and emits work already.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves or the connect timeout has passed.</param>
    ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken);
}
