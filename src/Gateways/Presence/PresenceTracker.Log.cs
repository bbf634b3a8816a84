using Microsoft.Extensions.Logging;

namespace Gateways.Presence;

internal sealed partial class PresenceTracker
{
    private static partial class Log
    {
        [LoggerMessage(7000, LogLevel.Warning, "Presence could not be told to its store; it is told again with the next beat.")]
        public static partial void NotReached(ILogger logger, Exception error);

        [LoggerMessage(7001, LogLevel.Warning, "Client {ClientId} of {Namespace} left, but its presence could not be ended; it is tried again with the next beat.")]
        public static partial void Owed(ILogger logger, string @namespace, string clientId, Exception error);

        [LoggerMessage(7002, LogLevel.Warning, "The presence store could not be told that this server lives; it is told again with the next beat.")]
        public static partial void NoBeat(ILogger logger, Exception error);
    }
}
