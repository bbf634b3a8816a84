using Gateways.Adapters;
using Gateways.Infrastructure;
using Gateways.Namespaces;
using Microsoft.AspNetCore.Routing;

namespace Gateways.Hosting;

/// <summary>The gateways of the application at run time, in the order in which they were added; those with the same path share a host.</summary>
internal sealed class GatewayRegistry : IAsyncDisposable
{
    private readonly Dictionary<Type, GatewayMember> _byType = [];

    public GatewayRegistry(
        IEnumerable<GatewayRegistration> registrations,
        GatewayOptionsIndex options,
        GatewayEngine engine,
        IAdapterFactory adapters,
        IInlineConstraintResolver constraints,
        IServiceProvider services)
    {
        foreach (var registration in registrations)
        {
            var descriptor = registration.Descriptor;
            var settings = GatewaySettings.Create(descriptor, options.Find(descriptor.GatewayType), options.All);
            var host = Hosts.Find(host => string.Equals(host.Path, settings.Path, StringComparison.OrdinalIgnoreCase));
            if (host is null)
            {
                host = new GatewayHost(settings, new NamespaceTable(new NamespacePath(settings.Path, constraints), engine, adapters), engine, services);
                Hosts.Add(host);
            }
            else
            {
                settings.CheckAgrees(host.Settings, descriptor.GatewayType, host.Members[0].Descriptor.GatewayType);
            }

            var member = registration.CreateMember(host);
            host.Members.Add(member);
            _byType.Add(descriptor.GatewayType, member);
        }
    }

    public List<GatewayHost> Hosts { get; } = [];

    public GatewayMember<TGateway> Get<TGateway>()
        where TGateway : class, IGatewayDefinition<TGateway>
        => (GatewayMember<TGateway>)_byType[typeof(TGateway)];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.Namespaces.DisposeAsync().ConfigureAwait(false);
        }
    }
}
