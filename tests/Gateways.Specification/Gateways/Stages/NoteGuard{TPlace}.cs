namespace Gateways.Specification.Gateways.Stages;

/// <summary>A guard that tells it was asked, and decides what the test says.</summary>
public sealed class NoteGuard<TPlace>(Probe probe) : IGuard
{
    public async ValueTask<GuardResult> CanActivateAsync(GatewayContext context)
    {
        var name = $"guard {typeof(TPlace).Name}";
        probe.Note(name);
        await probe.Reaching(name, context);
        return await probe.Guarding(typeof(TPlace).Name, context);
    }
}
