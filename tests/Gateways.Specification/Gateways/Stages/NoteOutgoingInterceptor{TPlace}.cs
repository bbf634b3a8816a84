namespace Gateways.Specification.Gateways.Stages;

/// <summary>An outgoing interceptor that tells what passes, and does what the test says.</summary>
public sealed class NoteOutgoingInterceptor<TPlace>(Probe probe) : IOutgoingInterceptor
{
    public ValueTask InterceptAsync(OutgoingContext context, Func<ValueTask> next)
    {
        probe.Note($"out {typeof(TPlace).Name} {context.EventName}");
        return probe.Sending(typeof(TPlace).Name, context, next);
    }
}
