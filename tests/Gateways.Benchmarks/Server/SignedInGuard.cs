namespace Gateways.Benchmarks.Server;

/// <summary>The check that the hand-written hub makes with every message: somebody has signed in.</summary>
internal sealed class SignedInGuard : IGuard
{
    public ValueTask<GuardResult> CanActivateAsync(GatewayContext context) => new(context.Client.User.Identity is { IsAuthenticated: true });
}
