using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Generators.Tests.Testing;

/// <summary>Services by type, or by type and key.</summary>
internal sealed class FakeServices : IKeyedServiceProvider
{
    private readonly Dictionary<(Type Type, object? Key), object> _services = [];

    public FakeServices Add<T>(T service, object? key = null)
        where T : class
    {
        _services[(typeof(T), key)] = service;
        return this;
    }

    public object? GetService(Type serviceType) => GetKeyedService(serviceType, null);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => _services.GetValueOrDefault((serviceType, serviceKey));

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) =>
        GetKeyedService(serviceType, serviceKey) ?? throw new InvalidOperationException($"No {serviceType} with key {serviceKey}.");
}
