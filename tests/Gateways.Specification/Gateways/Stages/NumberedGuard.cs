namespace Gateways.Specification.Gateways.Stages;

/// <summary>A guard whose instances can be told apart.</summary>
public sealed class NumberedGuard(Probe probe) : IGuard, IDisposable
{
    private readonly int _number = probe.NextNumber();

    public async ValueTask<GuardResult> CanActivateAsync(GatewayContext context)
    {
        await Task.Yield();
        probe.Note($"guard {_number}");
        return true;
    }

    public void Dispose() => probe.Note($"guard {_number} ends");
}
