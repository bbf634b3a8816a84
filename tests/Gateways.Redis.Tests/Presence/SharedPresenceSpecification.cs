using Gateways.Redis.Tests.ScaleOut;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification.Clients;
using Gateways.Specification.Hosting;
using Gateways.Specification.Presence;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Redis.Tests.Presence;

/// <summary>Two servers on one Redis.</summary>
public abstract class SharedPresenceSpecification(IRedisServer redis) : PresenceSpecification
{
    protected override int ServerCount => 2;

    protected override IReadOnlyList<GatewayTransports> Transports => MixedClients.Transports;

    protected override IReadOnlyList<GatewayTransports> ListeningTransports => MixedClients.ListeningTransports;

    protected override Task<SpecificationClient> OpenAsync(SpecificationHost host, ClientRequest request, GatewayTransports transport) => MixedClients.OpenAsync(host, request, transport);

    protected override void AddCluster(IGatewaysBuilder builder, string cluster) =>
        builder.AddTransports().AddRedis(redis.ConnectionString, options => options.ChannelPrefix = cluster);

    [Fact]
    public async Task RollingRestart_WhoComesBackElsewhere_HasNeverBeenAway()
    {
        var bob = await ConnectAsync(Hosts[0], "bob");
        var ann = await ConnectAsync(Hosts[1], "ann");
        await Of(1).TrackAsync(ann.Server, "d1");
        await Of(0).WatchAsync(bob.Server, "d1");
        await bob.Client.HearAsync("presenceState");
        var replacement = await StartServerAsync(Cluster);

        await StopServerAsync(Hosts[1]);
        var again = await ConnectAsync(replacement, "ann");
        await Of(replacement).TrackAsync(again.Server, "d1");
        await again.Client.CloseAsync();

        // The old server's client has been taken out by then: the next leave is the last.
        for (var diff = await bob.Client.HearAsync("presenceDiff"); ; diff = await bob.Client.HearAsync("presenceDiff"))
        {
            Assert.Equal("", Users(diff, "joins"));
            if (Users(diff, "leaves").Length > 0)
            {
                break;
            }
        }

        Assert.Equal(0, await Of(0).CountAsync("d1"));
    }
}

