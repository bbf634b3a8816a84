namespace Gateways.Conformance.Host;

public sealed class SlowGuard : IConnectionGuard
{
    public async ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        return GuardResult.Allow;
    }
}
