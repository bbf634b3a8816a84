using StackExchange.Redis;

namespace Gateways.Redis.Connection;

internal sealed partial class RedisConnection
{
    private const int OverflowsPerLine = 1000;

    private bool _hasHeard;
    private uint _overflows;

    /// <summary>What comes by one subscription comes here in order; several may come at once.</summary>
    private void Receive(BusSeat seat, BusSubscription subscription, ChannelMessage message)
    {
        if (!Volatile.Read(ref _hasHeard))
        {
            Volatile.Write(ref _hasHeard, true);
        }

        if (!seat.TakeEcho(message) && !seat.Inbox.TryPut(subscription.Handler, message.Channel, message.Message))
        {
            _metrics.Dropped(RedisMetrics.Overflow);
            if (Interlocked.Increment(ref _overflows) % OverflowsPerLine == 1)
            {
                Log.Overflow(_logger, subscription.Channel.ToString(), _options.MaxPendingMessages, _options.MaxReceivedBytes);
            }
        }
    }
}
