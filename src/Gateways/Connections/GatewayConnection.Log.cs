using Microsoft.Extensions.Logging;

namespace Gateways.Connections;

public abstract partial class GatewayConnection
{
    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Debug, "Connection {ConnectionId}: the link was lost while writing.")]
        public static partial void LinkLost(ILogger logger, string connectionId, Exception error);

        [LoggerMessage(2004, LogLevel.Error, "Connection {ConnectionId}: writing failed; the connection is ended.")]
        public static partial void WriteFailed(ILogger logger, string connectionId, Exception error);

        [LoggerMessage(2002, LogLevel.Warning, "Connection {ConnectionId} reads too slowly: {Bytes} bytes are waiting for it. Closing it.")]
        public static partial void SlowClient(ILogger logger, string connectionId, int bytes);

        [LoggerMessage(2010, LogLevel.Error, "Connection {ConnectionId}: the periodic check failed.")]
        public static partial void TickFailed(ILogger logger, string connectionId, Exception error);

        [LoggerMessage(2003, LogLevel.Debug, "Connection {ConnectionId}: closing failed.")]
        public static partial void CloseFailed(ILogger logger, string connectionId, Exception error);
    }
}
