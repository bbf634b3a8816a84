namespace Gateways.Specification.Gateways.Stages;

/// <summary>A guard that uses a service of the message's scope.</summary>
public sealed class ScopedGuard(ScopedThing thing, Probe probe) : IGuard
{
    public async ValueTask<GuardResult> CanActivateAsync(GatewayContext context)
    {
        await Task.Yield();
        probe.Note($"thing {thing.Number}");
        return true;
    }
}
