using System.Threading.RateLimiting;
using Gateways.RateLimiting;

namespace Gateways;

/// <summary>How often clients may send. Checked before a message waits for anything, so that what is over the limit costs next to nothing.</summary>
public sealed class RateLimitOptions
{
    /// <summary>What becomes of a message over the limit. Default: <see cref="RateLimitRejection.Exception"/>.</summary>
    public RateLimitRejection Rejection { get; set; }

    internal List<PartitionedRateLimiter<RateLimitContext>> Limiters { get; } = [];

    /// <summary>Those that were made here, and are disposed with the application.</summary>
    internal List<PartitionedRateLimiter<RateLimitContext>> Made { get; } = [];

    /// <summary>Adds a limit: a token bucket for each who has permits of its own.</summary>
    /// <param name="scope">Who shares the permits.</param>
    /// <param name="permits">How many messages may come within the window; given back evenly over it.</param>
    /// <param name="window">The window.</param>
    public RateLimitOptions Add(RateLimitScope scope, int permits, TimeSpan window)
    {
        var limiter = RateLimits.Create(scope, permits, window);
        Made.Add(limiter);
        return Add(limiter);
    }

    /// <summary>Adds a limiter of one's own. It must answer at once: its queue is not used. It is not disposed.</summary>
    public RateLimitOptions Add(PartitionedRateLimiter<RateLimitContext> limiter)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        Limiters.Add(limiter);
        return this;
    }
}
