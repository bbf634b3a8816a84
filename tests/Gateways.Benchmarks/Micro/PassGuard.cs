namespace Gateways.Benchmarks.Micro;

/// <summary>Lets everybody pass.</summary>
public sealed class PassGuard : IGuard
{
    public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => new(GuardResult.Allow);
}
