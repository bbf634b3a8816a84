using Microsoft.AspNetCore.Builder;

namespace Gateways.Hosting;

/// <summary>Passes conventions on to every endpoint of every gateway.</summary>
internal sealed class GatewayConventionBuilder(IReadOnlyList<IEndpointConventionBuilder> builders) : IEndpointConventionBuilder
{
    public void Add(Action<EndpointBuilder> convention)
    {
        foreach (var builder in builders)
        {
            builder.Add(convention);
        }
    }

    public void Finally(Action<EndpointBuilder> finalConvention)
    {
        foreach (var builder in builders)
        {
            builder.Finally(finalConvention);
        }
    }
}
