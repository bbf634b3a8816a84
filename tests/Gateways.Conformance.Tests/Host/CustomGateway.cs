namespace Gateways.Conformance.Host;

/// <summary>What the test suite of the Socket.IO protocol expects of a server, in the namespace <c>/custom</c>.</summary>
[WebSocketGateway("/custom", Transports = GatewayTransports.SocketIO)]
public sealed partial class CustomGateway : IOnGatewayConnection
{
    public ValueTask HandleConnectionAsync(IGatewayClient client, CancellationToken cancellationToken) =>
        client.EmitAsync("auth", client.Handshake.Auth, cancellationToken);

    [SubscribeMessage("message")]
    public ValueTask Message([MessageBody] MessageArguments arguments, IGatewayClient client) => client.EmitAsync("message-back", arguments);

    [SubscribeMessage("message-with-ack")]
    public MessageArguments Acknowledge([MessageBody] MessageArguments arguments) => arguments;
}
