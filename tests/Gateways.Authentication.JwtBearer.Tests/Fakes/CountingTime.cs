using Microsoft.Extensions.Time.Testing;

namespace Gateways.Authentication.JwtBearer.Tests.Fakes;

/// <summary>A clock that says how many timers it runs.</summary>
internal sealed class CountingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    public int Timers { get; private set; }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Timers++;
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
