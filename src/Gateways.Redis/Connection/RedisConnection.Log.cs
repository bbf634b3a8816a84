using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Connection;

internal sealed partial class RedisConnection
{
    private static partial class Log
    {
        [LoggerMessage(6100, LogLevel.Warning, "Redis at {Endpoints} is lost: {Reason}. Emits reach only this server's clients, and say so, until it is back.")]
        public static partial void Lost(ILogger logger, string endpoints, string reason, Exception? error);

        [LoggerMessage(6101, LogLevel.Information, "Redis at {Endpoints} is back and this server hears itself. What other servers sent meanwhile was missed.")]
        public static partial void Returned(ILogger logger, string endpoints);

        [LoggerMessage(6102, LogLevel.Warning, "Starting without Redis at {Endpoints}: emits reach only this server's clients until it is there.")]
        public static partial void Degraded(ILogger logger, string endpoints, Exception error);

        [LoggerMessage(6103, LogLevel.Warning, "Redis at {Endpoints} is connected but nothing comes back: the connection, or what is subscribed by it, is made anew.")]
        public static partial void Renewed(ILogger logger, string endpoints);

        [LoggerMessage(6104, LogLevel.Error, "More than {MaxMessages} messages wait on {Channel}, or more than {MaxBytes} bytes on all channels: messages from Redis are dropped.")]
        public static partial void Overflow(ILogger logger, string channel, int maxMessages, long maxBytes);

        [LoggerMessage(6105, LogLevel.Warning, "{Count} messages that Redis confirmed right before it was lost may not have reached the other servers.")]
        public static partial void Uncertain(ILogger logger, long count);

        [LoggerMessage(6106, LogLevel.Error, "A check of the link to Redis failed; it is checked again.")]
        public static partial void MonitorFailed(ILogger logger, Exception error);

        [LoggerMessage(6107, LogLevel.Error, "A message from Redis could not be handled.")]
        public static partial void HandlerFailed(ILogger logger, Exception error);

        [LoggerMessage(6108, LogLevel.Warning, "Redis at {Endpoints} is connected but cannot be used yet: {Reason}. It is tried again until it can.")]
        public static partial void NotRaised(ILogger logger, string endpoints, string reason, Exception error);
    }
}
