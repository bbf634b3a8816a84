namespace Gateways.Specification.Gateways.Stages;

/// <summary>A filter for what is meant for clients.</summary>
[Catch<WsException>]
public sealed class WsFilter : IExceptionFilter
{
    public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => new(FilterResult.Error($"told {exception.GetType().Name} {exception.Message}"));
}
