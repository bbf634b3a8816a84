namespace Gateways.Conformance.Host;

public sealed class RefusingGuard : IConnectionGuard
{
    public ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken) => new(GuardResult.Deny("not you", new Failure(7, "because")));
}
