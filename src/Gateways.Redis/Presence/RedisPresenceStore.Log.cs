using Microsoft.Extensions.Logging;

namespace Gateways.Redis.Presence;

internal sealed partial class RedisPresenceStore
{
    private static partial class Log
    {
        [LoggerMessage(7100, LogLevel.Warning, "This server has not been able to say for {Timeout} that it lives; its clients are told again, in case others took them out.")]
        public static partial void LeaseLost(ILogger logger, TimeSpan timeout);

        [LoggerMessage(7101, LogLevel.Information, "Server {Server} is gone; {Count} of its clients were taken out of their topics.")]
        public static partial void Swept(ILogger logger, string server, int count);
    }
}
