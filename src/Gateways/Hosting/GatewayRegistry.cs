using Gateways.Adapters;
using Gateways.Dispatch;
using Gateways.Infrastructure;

namespace Gateways.Hosting;

/// <summary>The gateways of the application at run time, in the order in which they were added.</summary>
internal sealed class GatewayRegistry : IAsyncDisposable
{
    private readonly Dictionary<Type, GatewayHost> _byType = [];

    public GatewayRegistry(IEnumerable<GatewayRegistration> registrations, GatewayEngine engine, IAdapterFactory adapters, IServiceProvider services)
    {
        var byPath = new Dictionary<string, GatewayHost>(StringComparer.OrdinalIgnoreCase);
        foreach (var registration in registrations)
        {
            var descriptor = registration.Descriptor;
            Check(descriptor, byPath);
            var @namespace = new GatewayNamespace(descriptor.Path, engine, adapters.Create(descriptor.Path));
            var host = registration.CreateHost(@namespace, services);
            byPath.Add(descriptor.Path, host);
            _byType.Add(descriptor.GatewayType, host);
            Hosts.Add(host);
        }
    }

    public List<GatewayHost> Hosts { get; } = [];

    public GatewayHost<TGateway> Get<TGateway>()
        where TGateway : class, IGatewayDefinition<TGateway>
        => (GatewayHost<TGateway>)_byType[typeof(TGateway)];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Hosts)
        {
            await host.Namespace.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static void Check(GatewayDescriptor descriptor, Dictionary<string, GatewayHost> byPath)
    {
        if (byPath.TryGetValue(descriptor.Path, out var other))
        {
            throw new InvalidOperationException(
                $"'{descriptor.GatewayType}' and '{other.Descriptor.GatewayType}' both have the path '{descriptor.Path}'. Give each gateway a path of its own.");
        }

        if (descriptor.MaxConcurrency < 1)
        {
            throw new InvalidOperationException($"MaxConcurrency of '{descriptor.GatewayType}' is {descriptor.MaxConcurrency}: make it at least 1.");
        }

        foreach (var handler in descriptor.Handlers)
        {
            if (handler.MaxConcurrency < 0)
            {
                throw new InvalidOperationException($"MaxConcurrency of '{handler.MethodName}' on '{descriptor.GatewayType}' is {handler.MaxConcurrency}: make it at least 0.");
            }
        }
    }
}
