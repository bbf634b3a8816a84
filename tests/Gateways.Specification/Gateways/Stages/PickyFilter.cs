namespace Gateways.Specification.Gateways.Stages;

/// <summary>A filter that wants some exceptions only.</summary>
[Catch<ApplicationException>]
[Catch<TimeoutException>]
public sealed class PickyFilter : IExceptionFilter
{
    public ValueTask<FilterResult> CatchAsync(Exception exception, GatewayContext context) => new(FilterResult.Error($"caught {exception.GetType().Name}"));
}
