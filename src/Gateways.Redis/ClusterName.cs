using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Gateways.Redis;

/// <summary>What the channels and keys of the application begin with.</summary>
internal sealed class ClusterName(IOptions<RedisAdapterOptions> options, IHostEnvironment environment)
{
    public string Prefix { get; } = options.Value.ChannelPrefix ?? environment.ApplicationName.Replace('#', '_');
}
