namespace Gateways.Redis.Connection;

/// <summary>Whether this server hears itself, and whether the others are there.</summary>
internal sealed partial class RedisConnection
{
    private readonly Dictionary<IBusMember, int> _lastCensus = [];
    private long _lastProbe;

    private async Task ProbeAsync(TimeSpan timeout)
    {
        var probes = _members.SelectMany(member => member.CreateProbes(Interlocked.Increment(ref _lastProbe))).ToArray();
        var mark = _fence.Mark();
        try
        {
            var echoes = Task.WhenAll(probes.Select(probe => _echoes.Expect(probe.Key)));
            await Task.WhenAll(probes.Select(probe => Subscriber.PublishAsync(probe.Channel, probe.Payload))).ConfigureAwait(false);
            await echoes.WaitAsync(timeout, _time).ConfigureAwait(false);
            _fence.Pass(mark);
            Volatile.Write(ref _lastEcho, _time.GetTimestamp());
        }
        catch (TimeoutException)
        {
            _silentTries++;
            throw;
        }
        finally
        {
            foreach (var probe in probes)
            {
                _echoes.Forget(probe.Key);
            }
        }
    }

    /// <summary>The other servers were cut off too, and may still be: what is published before they have subscribed again is lost.</summary>
    private async Task WaitForOthersAsync(CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        while (_time.GetElapsedTime(started) < _options.ReturnGrace && await AnyoneIsMissingAsync().ConfigureAwait(false))
        {
            await Task.Delay(RetryInterval / 5, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> AnyoneIsMissingAsync()
    {
        foreach (var (member, count) in _lastCensus)
        {
            if (count > 1 && await CensusAsync(member.CensusChannel!.Value).ConfigureAwait(false) < count)
            {
                return true;
            }
        }

        return false;
    }

    private async Task TakeCensusAsync()
    {
        foreach (var member in _members)
        {
            if (member.CensusChannel is { } channel)
            {
                _lastCensus[member] = await CensusAsync(channel).ConfigureAwait(false);
            }
        }
    }
}
