namespace Gateways.Specification.Gateways.Stages;

/// <summary>A pipe that tells which parameter it has seen.</summary>
public sealed class NotePipe<TPlace>(Probe probe) : IPipe
{
    public async ValueTask<T?> TransformAsync<T>(T? value, PipeContext context)
    {
        var name = $"pipe {typeof(TPlace).Name} {context.Parameter.Name}";
        probe.Note(name);
        await probe.Reaching(name, context.Message);
        return value;
    }
}
