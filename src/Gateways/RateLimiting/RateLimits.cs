using System.Threading.RateLimiting;

namespace Gateways.RateLimiting;

/// <summary>Makes the limiters of the scopes. One limiter keeps the buckets of all its clients, with one timer, and forgets those that are full again.</summary>
internal static class RateLimits
{
    public static PartitionedRateLimiter<RateLimitContext> Create(RateLimitScope scope, int permits, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permits, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        var options = new TokenBucketRateLimiterOptions
        {
            TokenLimit = permits,
            TokensPerPeriod = permits,
            ReplenishmentPeriod = window,
            QueueLimit = 0,
            AutoReplenishment = false,
        };
        return scope switch
        {
            RateLimitScope.Client => By(static context => context.Client.Id, options),
            RateLimitScope.User => By(static context => context.Client.UserIdentifier is { } user ? $"u:{user}" : $"c:{context.Client.Id}", options),
            RateLimitScope.Event => By(static context => (context.Client.Id, context.EventName), options),
            RateLimitScope.Everyone => By(static _ => 0, options),
            _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
        };
    }

    private static PartitionedRateLimiter<RateLimitContext> By<TKey>(Func<RateLimitContext, TKey> key, TokenBucketRateLimiterOptions options)
        where TKey : notnull
        => PartitionedRateLimiter.Create<RateLimitContext, TKey>(context => RateLimitPartition.GetTokenBucketLimiter(key(context), _ => options));
}
