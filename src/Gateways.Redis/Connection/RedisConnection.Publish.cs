using System.Buffers;
using System.Runtime.CompilerServices;
using StackExchange.Redis;

namespace Gateways.Redis.Connection;

internal sealed partial class RedisConnection
{
    private readonly PublishFence _fence = new();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask PublishAsync(RedisChannel channel, ReadOnlyMemory<byte> payload, bool hearsItself, byte[]? rented = null)
    {
        if (!IsUp)
        {
            throw Refused("it is down", null, mayHaveBeenPublished: false);
        }

        if (Interlocked.Add(ref _pendingBytes, payload.Length) > _options.MaxPendingBytes)
        {
            Interlocked.Add(ref _pendingBytes, -payload.Length);
            throw Refused($"more than {_options.MaxPendingBytes} bytes wait for it (RedisAdapterOptions.{nameof(RedisAdapterOptions.MaxPendingBytes)})", null, mayHaveBeenPublished: false);
        }

        var (epoch, mark) = (Volatile.Read(ref _epoch), _fence.Mark());
        long receivers;
        try
        {
            receivers = await Subscriber.PublishAsync(channel, payload).ConfigureAwait(false);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            if (error is RedisConnectionException or TimeoutException)
            {
                // Whoever comes next need not wait as long to hear the same.
                FallSince(epoch, "a message was not confirmed", error);
                Wake();
            }

            throw Refused(error.Message, error, MayHaveBeenSent(error));
        }
        finally
        {
            Interlocked.Add(ref _pendingBytes, -payload.Length);
        }

        if (rented is not null)
        {
            // Only now: what was not answered may still be waiting to be written.
            ArrayPool<byte>.Shared.Return(rented);
        }

        // Redis says how many heard. A server that listens to the channel is one of them; when nobody was, or when the link broke meanwhile, others may have missed it too.
        var isLost = receivers == 0 && hearsItself && !_isClustered;
        if (isLost)
        {
            FallSince(epoch, "nobody heard a message, not even this server", null);
            Wake();
        }

        if (isLost || epoch != Volatile.Read(ref _epoch))
        {
            throw Refused("it was lost meanwhile", null, mayHaveBeenPublished: true);
        }

        _fence.Confirm(mark);
        _metrics.Published();
    }

    public async Task<int> CountSubscribersAsync(RedisChannel channel)
    {
        if (!IsUp)
        {
            throw Refused("it is down", null, mayHaveBeenPublished: false);
        }

        try
        {
            return (await CensusAsync([channel]).ConfigureAwait(false))[0];
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException or IOException)
        {
            throw Refused(error.Message, error, mayHaveBeenPublished: false);
        }
    }

    internal static bool MayHaveBeenSent(Exception error) => error switch
    {
        RedisServerException => false,
        RedisConnectionException { CommandStatus: CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog } => false,
        RedisTimeoutException { Commandstatus: CommandStatus.WaitingToBeSent or CommandStatus.WaitingInBacklog } => false,
        _ => true,
    };

    private AdapterUnavailableException Refused(string why, Exception? error, bool mayHaveBeenPublished)
    {
        _metrics.Unpublished();
        return new AdapterUnavailableException(
            mayHaveBeenPublished
                ? $"Whether the other servers heard of it is not known: Redis at {_source.Description}: {why}. The clients of this server were served."
                : $"The other servers have not heard of it: Redis at {_source.Description}: {why}. The clients of this server were served.",
            mayHaveBeenPublished,
            error);
    }
}
