using Microsoft.Extensions.Options;

namespace Gateways.Hosting;

/// <summary>The application's options, and each gateway's own.</summary>
internal sealed class GatewayOptionsIndex(IOptions<GatewayOptions> all, IEnumerable<GatewayRegistration> registrations, IServiceProvider services)
{
    private readonly Dictionary<Type, GatewayOptionsBase> _own = registrations.ToDictionary(static one => one.Descriptor.GatewayType, one => one.FindOptions(services));

    public GatewayOptions All => all.Value;

    public IEnumerable<GatewayOptionsBase> Own => _own.Values;

    public GatewayOptionsBase Find(Type gateway) => _own[gateway];
}
