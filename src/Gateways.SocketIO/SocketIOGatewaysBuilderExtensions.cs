using Gateways;
using Gateways.SocketIO;
using Gateways.SocketIO.Clients;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the Socket.IO transport.</summary>
public static class SocketIOGatewaysBuilderExtensions
{
    /// <summary>Serves <c>socket.io-client</c> 3 and 4 at <c>/socket.io/</c>; each gateway is a namespace there, by its path.</summary>
    /// <param name="builder">The result of <c>AddGateways()</c>.</param>
    /// <param name="configure">Sets habits and limits.</param>
    public static IGatewaysBuilder AddSocketIO(this IGatewaysBuilder builder, Action<SocketIOTransportOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = builder.Services.AddOptions<SocketIOTransportOptions>().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SocketIOTransportOptions>, SocketIOTransportOptionsValidator>());
        builder.Services.TryAddSingleton<SocketIOServer>();
        builder.Services.AddCors();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        return builder.AddTransport(new SocketIOTransport());
    }
}
