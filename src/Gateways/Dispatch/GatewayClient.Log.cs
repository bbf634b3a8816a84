using Microsoft.Extensions.Logging;

namespace Gateways.Dispatch;

internal sealed partial class GatewayClient
{
    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "The handler of '{Event}' in {Namespace} failed for client {ClientId}.")]
        public static partial void HandlerFailed(ILogger logger, string @namespace, string @event, string clientId, Exception error);

        [LoggerMessage(4002, LogLevel.Error, "The connection hook of {Namespace} failed; client {ClientId} is refused.")]
        public static partial void ConnectionHookFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4003, LogLevel.Warning, "The connection hook of {Namespace} did not end within {Timeout}; client {ClientId} is refused.")]
        public static partial void ConnectTimeout(ILogger logger, string @namespace, string clientId, TimeSpan timeout);

        [LoggerMessage(4004, LogLevel.Error, "The disconnect hook of {Namespace} failed for client {ClientId}.")]
        public static partial void DisconnectHookFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4005, LogLevel.Warning, "Handlers of {Namespace} still run {Timeout} after client {ClientId} was to be done; not waiting longer.")]
        public static partial void HandlersStillRun(ILogger logger, string @namespace, string clientId, TimeSpan timeout);

        [LoggerMessage(4007, LogLevel.Error, "A reply of {Namespace} to client {ClientId} could not be made.")]
        public static partial void ReplyFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4011, LogLevel.Error, "A listener to the metrics or activities of {Namespace} failed for a message of client {ClientId}.")]
        public static partial void ObserverFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4012, LogLevel.Error, "The adapter of {Namespace} could not be told that client {ClientId} belongs to another user now.")]
        public static partial void UserNotTold(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4013, LogLevel.Error, "The end of client {ClientId} of {Namespace} could not be told to its adapter.")]
        public static partial void EndFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4008, LogLevel.Error, "A service scope of client {ClientId} of {Namespace} could not be disposed.")]
        public static partial void ScopeFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4009, LogLevel.Error, "Client {ClientId} of {Namespace} could not be told that it is refused; its connection is cut.")]
        public static partial void RefusalFailed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(4006, LogLevel.Error, "A callback on the abort of client {ClientId} of {Namespace} failed.")]
        public static partial void AbortCallbackFailed(ILogger logger, string @namespace, string clientId, Exception error);
    }
}
