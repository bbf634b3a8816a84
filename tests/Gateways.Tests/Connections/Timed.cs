using Gateways.Connections;
using Gateways.Timing;

namespace Gateways.Tests.Connections;

/// <summary>What the wheel sees of a connection.</summary>
internal static class Timed
{
    public static bool IsOnTheWheel(this GatewayConnection connection) => ((ITimed<GatewayConnection>)connection).Place.Slot != 0;

    public static void Tick(this GatewayConnection connection, long now) => ((ITimed<GatewayConnection>)connection).OnTime(now);

    /// <summary>A write is watched a moment after the test can see that it has begun.</summary>
    public static void WaitUntilWatched(this GatewayConnection connection) => Assert.True(SpinWait.SpinUntil(connection.IsOnTheWheel, TimeSpan.FromSeconds(30)));
}
