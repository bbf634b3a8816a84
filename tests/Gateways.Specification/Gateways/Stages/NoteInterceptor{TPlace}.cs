namespace Gateways.Specification.Gateways.Stages;

/// <summary>An interceptor that tells when it is entered and left, and does what the test says.</summary>
public sealed class NoteInterceptor<TPlace>(Probe probe) : IInterceptor
{
    public async ValueTask<object?> InterceptAsync(GatewayContext context, CallHandler next)
    {
        var name = typeof(TPlace).Name;
        probe.Note($"before {name}");
        await probe.Reaching($"before {name}", context);
        var result = await probe.Intercepting(name, context, next);
        await probe.Reaching($"after {name}", context);
        probe.Note($"after {name}");
        return result;
    }
}
