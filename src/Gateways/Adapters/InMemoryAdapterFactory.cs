using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateways.Adapters;

/// <summary>Creates adapters for one server, and says so where there seem to be several.</summary>
internal sealed partial class InMemoryAdapterFactory : IAdapterFactory
{
    /// <summary>Set by platforms that usually run several instances of an application: Kubernetes, Azure App Service and Container Apps, Cloud Run, ECS, Fly, Heroku.</summary>
    private static readonly string[] SignsOfCompany =
        ["KUBERNETES_SERVICE_HOST", "WEBSITE_INSTANCE_ID", "CONTAINER_APP_REPLICA_NAME", "K_REVISION", "ECS_CONTAINER_METADATA_URI_V4", "FLY_ALLOC_ID", "DYNO"];

    private readonly IOptions<GatewayOptions> _options;
    private readonly TimeProvider _time;

    public InMemoryAdapterFactory(IOptions<GatewayOptions> options, TimeProvider time, ILogger<InMemoryAdapterFactory> logger)
        : this(options, time, logger, Environment.GetEnvironmentVariable)
    {
    }

    internal InMemoryAdapterFactory(IOptions<GatewayOptions> options, TimeProvider time, ILogger<InMemoryAdapterFactory> logger, Func<string, string?> readVariable)
    {
        _options = options;
        _time = time;
        if (SignsOfCompany.FirstOrDefault(name => !string.IsNullOrEmpty(readVariable(name))) is { } sign)
        {
            Log.NoAdapter(logger, sign);
        }
    }

    public bool SpansServers => false;

    public IAdapter Create(string @namespace, IServerSideEventSink serverSideEvents) => new InMemoryAdapter(_options.Value.MaxRoomsPerClient, _time);

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Warning,
            "This looks like one of several servers ({Variable} is set), but there is no adapter: emits reach only the clients of this very server. Call AddRedis(..), or silence this line when there is only one.")]
        public static partial void NoAdapter(ILogger logger, string variable);
    }
}
