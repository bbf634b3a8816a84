using System.Diagnostics.CodeAnalysis;
using Gateways.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateways.Hosting;

/// <summary>
/// Remembers gateways and transports, so that each transport is configured for each gateway in whatever order they are added, over
/// several calls of <c>AddGateways</c> as well.
/// </summary>
internal sealed class GatewaysBuilder(IServiceCollection services) : IGatewaysBuilder, IGatewayRegistrar
{
    private readonly List<GatewayRegistration> _gateways = [];
    private readonly List<IGatewayTransport> _transports = [];

    public IServiceCollection Services { get; } = services;

    public IGatewaysBuilder AddGateway<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TGateway>()
        where TGateway : class, IGatewayDefinition<TGateway>
    {
        var descriptor = TGateway.Descriptor;
        if (_gateways.Exists(gateway => gateway.Descriptor.GatewayType == descriptor.GatewayType))
        {
            return this;
        }

        if (descriptor.Lifetime == GatewayLifetime.Singleton)
        {
            Services.TryAddSingleton<TGateway>();
        }
        else
        {
            Services.TryAddScoped<TGateway>();
        }

        descriptor.Register(this);
        return this;
    }

    public void AddTransport(IGatewayTransport transport)
    {
        if (_transports.Exists(known => known.Kind == transport.Kind))
        {
            return;
        }

        _transports.Add(transport);
        Services.AddSingleton(transport);
        foreach (var gateway in _gateways)
        {
            gateway.Configure(transport, Services);
        }
    }

    void IGatewayRegistrar.Add<TGateway>(GatewayDescriptor<TGateway> descriptor)
    {
        var registration = new GatewayRegistration<TGateway>(descriptor);
        _gateways.Add(registration);
        Services.AddSingleton<GatewayRegistration>(registration);
        Services.AddSingleton<IGatewayServer<TGateway>>(static services => services.GetRequiredService<GatewayRegistry>().Get<TGateway>().Server);
        foreach (var transport in _transports)
        {
            registration.Configure(transport, Services);
        }
    }

    void IGatewayRegistrar.AddEvents<TGateway, TEvents>(GatewayDescriptor<TGateway, TEvents> descriptor) =>
        Services.AddSingleton<IGatewayServer<TGateway, TEvents>>(services => new Rooms.GatewayServer<TGateway, TEvents>(
            services.GetRequiredService<GatewayRegistry>().Get<TGateway>().Host.Namespaces.Root,
            services.GetRequiredService<GatewayRegistry>().Get<TGateway>().Host.Namespaces,
            descriptor.CreateEmitter));
}
