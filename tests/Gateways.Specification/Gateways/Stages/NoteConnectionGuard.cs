namespace Gateways.Specification.Gateways.Stages;

/// <summary>A connection guard that decides what the test says.</summary>
public sealed class NoteConnectionGuard(Probe probe) : IConnectionGuard
{
    public ValueTask<GuardResult> CanConnectAsync(ConnectContext context, CancellationToken cancellationToken)
    {
        probe.Note("connection guard");
        return probe.Admitting(context, cancellationToken);
    }
}
