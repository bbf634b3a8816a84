using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Adapters;

internal sealed partial class RedisAdapter
{
    private static partial class Log
    {
        [LoggerMessage(6110, LogLevel.Debug, "{Namespace}: {Length} bytes on {Channel} are no message of a server; dropped.")]
        public static partial void Malformed(ILogger logger, string @namespace, int length, string channel);

        [LoggerMessage(6111, LogLevel.Error, "{Namespace}: a message of another server could not be taken.")]
        public static partial void ReceiveFailed(ILogger logger, string @namespace, Exception error);

        [LoggerMessage(6112, LogLevel.Warning, "{Namespace}: another server's request could not be answered.")]
        public static partial void NotAnswered(ILogger logger, string @namespace, Exception error);
    }
}
