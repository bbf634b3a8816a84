namespace Gateways.Specification.Gateways.Stages;

/// <summary>A filter that tells it was asked, and does what the test says.</summary>
public sealed class NoteFilter<TPlace>(Probe probe) : IExceptionFilter
{
    public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context)
    {
        probe.Note($"filter {typeof(TPlace).Name}");
        return probe.Catching(typeof(TPlace).Name, exception, context);
    }
}
