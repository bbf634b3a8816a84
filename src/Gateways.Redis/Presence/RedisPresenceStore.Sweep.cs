namespace Gateways.Redis.Presence;

/// <content>How servers clear up behind those that are dead.</content>
internal sealed partial class RedisPresenceStore
{
    /// <summary>How much one step takes out: what others wait for behind it.</summary>
    private const int MaxSwept = 256;

    private static readonly TimeSpan LeastClaim = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Whether this server may say that another is dead. When Redis was away, or its clock has jumped, the leases of all have run out: whoever is back first must let the others come back. Who
    /// could beat for as long as a server may be silent, while another did not, knows that it was not Redis that was silent.
    /// </summary>
    private bool IsTrusted => time.GetElapsedTime(_unbrokenSince) >= options.Value.ServerTimeout;

    public async ValueTask<bool> SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var dead in await FindDeadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (await ClaimAsync(dead, cancellationToken).ConfigureAwait(false))
            {
                await SweepAsync(dead, cancellationToken).ConfigureAwait(false);
                return true;
            }
        }

        return false;
    }

    private async Task<string[]> FindDeadAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_leased is null)
            {
                return [];
            }

            var dead = (string[])(await RunAsync(PresenceScripts.Dead, [_keys.Leases], [_leased], cancellationToken).ConfigureAwait(false))!;
            return IsTrusted ? dead : [.. dead.Where(HasGivenUp)];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>One server clears up, not all of them; when it dies over it, another goes on.</summary>
    private async Task<bool> ClaimAsync(string dead, CancellationToken cancellationToken)
    {
        var duration = options.Value.BeatInterval * 2;
        return (int)await RunAsync(
            PresenceScripts.Claim, [_keys.Claim(dead)], [Self.Server, (long)(duration < LeastClaim ? LeastClaim : duration).TotalMilliseconds], cancellationToken).ConfigureAwait(false) == 1;
    }

    private async Task SweepAsync(string dead, CancellationToken cancellationToken)
    {
        var entries = await GuardAsync(database => database.SetRandomMembersAsync(_keys.Entries(dead), MaxSwept), cancellationToken).ConfigureAwait(false);
        var removals = new List<Task<bool>>(entries.Length);
        foreach (var entry in entries)
        {
            removals.Add(PresenceKeys.TryReadEntry((string)entry!, out var topic, out var clientId)
                ? UntrackAsync(topic, clientId, dead, sweeper: _leased, cancellationToken)
                : GuardAsync(database => database.SetRemoveAsync(_keys.Entries(dead), entry), cancellationToken));
        }

        var removed = (await Task.WhenAll(removals).ConfigureAwait(false)).Count(static wasThere => wasThere);
        await RunAsync(PresenceScripts.Forget, [_keys.Leases, _keys.Entries(dead), _keys.Claim(dead)], [dead], cancellationToken).ConfigureAwait(false);
        if (removed > 0)
        {
            Log.Swept(logger, dead, removed);
        }
    }
}
