using Gateways;

namespace Chat;

public sealed partial class ChatGateway
{
    [LoggerMessage(1, LogLevel.Information, "Gateway {Namespace} initialized")]
    private partial void LogInitialized(string @namespace);

    [LoggerMessage(2, LogLevel.Information, "Client {ClientId} connected over {Transport}")]
    private partial void LogConnected(string clientId, GatewayTransports transport);

    [LoggerMessage(3, LogLevel.Information, "Client {ClientId} disconnected: {Reason}")]
    private partial void LogDisconnected(string clientId, string reason);
}
