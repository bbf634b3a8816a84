using Gateways.Connections;

namespace Gateways.Redis.Presence;

/// <content>How a server says that it lives, and under which names.</content>
internal sealed partial class RedisPresenceStore
{
    /// <summary>How many names that were given up are kept alive until all is told under the latest: more resets than that without an end to the telling, and the oldest is left to expire.</summary>
    private const int MaxFormer = 16;

    private readonly Lock _naming = new();
    private readonly List<string> _former = [];

    /// <summary>One at a time beats, looks for the dead, or gives names up: each must know what the one before has found.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ServerIdentity _self = new(ConnectionId.Create(), 0);
    private string? _leased;
    private long _beaten;
    private long _unbrokenSince;

    private ServerIdentity Self => Volatile.Read(ref _self);

    public void OnReturned() => Reset();

    public async ValueTask BeatAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await BeatOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask SettleAsync(long reset, CancellationToken cancellationToken)
    {
        // A beat under way would call the given-up names back to life.
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (FormerBefore(reset) is { Length: > 0 } former)
            {
                await RunAsync(PresenceScripts.GiveUp, [_keys.Leases], [.. former], cancellationToken).ConfigureAwait(false);
                lock (_naming)
                {
                    _former.RemoveAll(name => former.Contains(name));
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask StopAsync()
    {
        if (_leased is not null)
        {
            await LeaseAsync(options.Value.RestartGrace, CancellationToken.None).ConfigureAwait(false);
        }

        await connection.LeaveAsync(this).ConfigureAwait(false);
    }

    /// <summary>The name to track under. It has a lease: without one nobody would clean up behind this server.</summary>
    private async ValueTask<string> NameAsync(CancellationToken cancellationToken)
    {
        if (Self is { HasLease: true } self)
        {
            return self.Name;
        }

        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!(self = Self).HasLease)
            {
                await BeatOnceAsync(cancellationToken).ConfigureAwait(false);
            }

            return self.Name;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task BeatOnceAsync(CancellationToken cancellationToken)
    {
        var (timeout, hadLease, isFirst) = (options.Value.ServerTimeout, Self.HasLease, _leased is null);
        var isLate = time.GetElapsedTime(_beaten) > timeout;
        var isUnbroken = await LeaseAsync(timeout, cancellationToken).ConfigureAwait(false) && !isLate;
        if (isUnbroken)
        {
            return;
        }

        _unbrokenSince = time.GetTimestamp();
        if (!isFirst && hadLease)
        {
            // Others may have taken this server for dead. A name that had no lease yet is new: all is told again in any case.
            Log.LeaseLost(logger, timeout);
            Reset();
            await LeaseAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a new name. The former ones live on until all is told again, so that nobody is missed meanwhile.</summary>
    private void Reset()
    {
        long reset;
        lock (_naming)
        {
            if (_self.HasLease)
            {
                _former.Add(_self.Name);
                _former.RemoveRange(0, Math.Max(0, _former.Count - MaxFormer));
            }

            reset = _self.Reset + 1;
            Volatile.Write(ref _self, new ServerIdentity(_self.Server, reset));
        }

        _observer?.OnReset(reset);
    }

    /// <returns>Whether this server's lease had not run out.</returns>
    private async Task<bool> LeaseAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        ServerIdentity self;
        string[] names;
        lock (_naming)
        {
            self = _self;
            names = [.. _former, self.Name];
        }

        var result = await RunAsync(
            PresenceScripts.Beat, [_keys.Leases], [(long)duration.TotalMilliseconds, _leased ?? "", .. names], cancellationToken).ConfigureAwait(false);
        self.HasLease = true;
        (_leased, _beaten) = (self.Name, time.GetTimestamp());
        return (int)result == 1;
    }

    /// <summary>The names before a reset; none when there has been another since.</summary>
    private string[] FormerBefore(long reset)
    {
        lock (_naming)
        {
            return _self.Reset == reset ? [.. _former] : [];
        }
    }

    /// <summary>Whether a name of this server is one that it has given up.</summary>
    private bool HasGivenUp(string name)
    {
        lock (_naming)
        {
            return _self.IsOf(name) && name != _self.Name && !_former.Contains(name);
        }
    }
}
