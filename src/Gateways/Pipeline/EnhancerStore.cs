using System.Collections.Concurrent;
using Gateways.Hosting;
using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Pipeline;

/// <summary>
/// Finds the instances of guards, interceptors, pipes and filters. A class that is registered lives as it was registered; one that is not is created once for the
/// application, and disposed with it.
/// </summary>
internal sealed class EnhancerStore(IServiceProvider services, GatewaysBuilder builder) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, object> _created = [];

    public Enhancer<T>[] Resolve<T>(IEnumerable<EnhancerDescriptor> declared, EnhancerKind kind)
        where T : class
        => [.. declared.Where(descriptor => descriptor.Kind == kind).Select(Resolve<T>)];

    public Enhancer<T> Resolve<T>(EnhancerDescriptor descriptor)
        where T : class
    {
        object? shared = descriptor is EnhancerInstance given ? given.Instance : FindLifetime(descriptor.Type) switch
        {
            null => _created.GetOrAdd(descriptor.Type, static (_, state) => state.descriptor.Create(state.services), (descriptor, services)),
            ServiceLifetime.Singleton => services.GetRequiredService(descriptor.Type),
            _ => null,
        };
        return new Enhancer<T>((T?)shared, descriptor.Type, descriptor.OncePerClient);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in _created.Values)
        {
            switch (instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync().ConfigureAwait(false);
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }
        }
    }

    private ServiceLifetime? FindLifetime(Type type) => builder.Services.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService)?.Lifetime;
}
