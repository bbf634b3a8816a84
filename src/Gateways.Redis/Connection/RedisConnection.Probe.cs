using StackExchange.Redis;

namespace Gateways.Redis.Connection;

/// <summary>Whether this server hears itself, and whether the others are there.</summary>
internal sealed partial class RedisConnection
{
    private long _lastProbe;

    /// <summary>Asks once for all. Under load the echo may be late: whatever has arrived since says the same, that messages arrive.</summary>
    private async Task ProbeAsync(TimeSpan timeout)
    {
        var mark = _fence.Mark();
        Volatile.Write(ref _hasHeard, false);
        var probe = _own.ProbeAsync(Subscriber, Interlocked.Increment(ref _lastProbe));
        try
        {
            await probe.WaitAsync(timeout, _time).ConfigureAwait(false);
            _fence.Pass(mark);
        }
        catch (TimeoutException) when (!probe.IsFaulted && Volatile.Read(ref _hasHeard))
        {
            // It lives.
        }
        catch (TimeoutException)
        {
            _silentTries++;
            throw;
        }

        Volatile.Write(ref _lastEcho, _time.GetTimestamp());
    }

    /// <summary>Asks for each member, before the link goes up: all of them must hear.</summary>
    private async Task ProbeEachAsync(BusSeat[] seats, TimeSpan timeout)
    {
        var mark = _fence.Mark();
        try
        {
            var probes = seats.Where(static seat => seat.Member.ProbeChannel is not null && !seat.IsGone).Select(seat => seat.ProbeAsync(Subscriber, Interlocked.Increment(ref _lastProbe)));
            await Task.WhenAll(probes).WaitAsync(timeout, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            _silentTries++;
            throw;
        }

        _fence.Pass(mark);
        Volatile.Write(ref _lastEcho, _time.GetTimestamp());
    }

    /// <summary>The other servers were cut off too, and may still be: what is published before they have subscribed again is lost.</summary>
    private async Task WaitForOthersAsync(BusSeat[] seats, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        BusSeat[] shared = [.. seats.Where(static seat => seat.Census > 1)];
        while (shared.Length > 0 && _time.GetElapsedTime(started) < _options.ReturnGrace)
        {
            var counts = await CensusAsync(shared).ConfigureAwait(false);
            if (!shared.Where((seat, i) => !seat.IsGone && counts[i] < seat.Census).Any())
            {
                return;
            }

            await Task.Delay(RetryInterval / 5, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <param name="seats">Whose servers are counted.</param>
    /// <param name="mustBeCounted">Whether a member that is subscribed and yet not among them is an error: its subscription is gone.</param>
    private async Task TakeCensusAsync(BusSeat[] seats, bool mustBeCounted)
    {
        var multiplexer = Multiplexer;
        BusSeat[] counted = [.. seats.Where(seat => seat.Member.CensusChannel is not null && seat.IsSubscribedTo(multiplexer))];
        var counts = await CensusAsync(counted).ConfigureAwait(false);
        for (var i = 0; i < counted.Length; i++)
        {
            counted[i].Census = counts[i];
            if (mustBeCounted && counts[i] == 0 && !counted[i].IsGone && !_isClustered)
            {
                await counted[i].UnsubscribeAsync().ConfigureAwait(false);
                throw new IOException($"Redis does not know the subscription to {counted[i].Member.CensusChannel}.");
            }
        }
    }

    private Task<int[]> CensusAsync(BusSeat[] seats) => CensusAsync(Array.ConvertAll(seats, static seat => seat.Member.CensusChannel!.Value));

    /// <summary>How many subscribe to each channel, asked at once. In a Redis cluster each node knows only its own subscribers.</summary>
    private async Task<int[]> CensusAsync(RedisChannel[] channels)
    {
        var counts = new int[channels.Length];
        if (channels.Length == 0)
        {
            return counts;
        }

        IServer[] nodes = [.. Multiplexer.GetServers().Where(static server => server is { IsConnected: true, IsReplica: false }).Take(_isClustered ? int.MaxValue : 1)];
        if (nodes.Length == 0)
        {
            throw new IOException("No primary is connected.");
        }

        object[] arguments = ["NUMSUB", .. channels.Select(static channel => (object)(RedisValue)(byte[])channel!)];
        foreach (var answer in await Task.WhenAll(nodes.Select(node => node.ExecuteAsync("PUBSUB", arguments))).ConfigureAwait(false))
        {
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] += (int)answer[(2 * i) + 1];
            }
        }

        return counts;
    }
}
