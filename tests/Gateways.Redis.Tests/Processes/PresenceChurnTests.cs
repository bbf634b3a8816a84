using Gateways.Redis.Tests.ScaleOut;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.Redis.Tests.Processes;

/// <summary>Users come, leave, hang up and go down with their server; when it is over, everybody knows who is there.</summary>
public sealed class PresenceChurnTests : ProcessCluster
{
    private const int Operations = 1000;
    private const int ClientsPerServer = 12;
    private const string Topic = "d1";

    [RedisServerFact]
    public async Task Churn_OfThreeServersWithKills_Converges()
    {
        var random = new Random(5);
        var servers = new List<ServerProcess> { await StartServerAsync(), await StartServerAsync(), await StartServerAsync() };
        var watcher = await ConnectAsync(servers[0], "watcher", "watchers");
        Assert.True(await CallAsync<bool>(watcher, "watch", Topic));
        var replica = new PresenceReplica(watcher);
        var clients = new List<Visitor>();
        for (var i = 0; i < servers.Count * ClientsPerServer; i++)
        {
            clients.Add(await ComeAsync(servers[i % servers.Count], random));
        }

        for (var i = 0; i < Operations; i++)
        {
            var place = random.Next(clients.Count);
            var visitor = clients[place];
            if (i % 400 == 300)
            {
                // Not the watcher's. Others come in the place of those it had.
                var killed = servers[1];
                killed.Kill();
                servers[1] = await StartServerAsync();
                for (var lost = 0; lost < clients.Count; lost++)
                {
                    clients[lost] = clients[lost].Server == killed ? await ComeAsync(servers[1], random) : clients[lost];
                }
            }
            else if (random.Next(20) == 0)
            {
                visitor.Client.Abort();
                clients[place] = await ComeAsync(visitor.Server, random);
            }
            else
            {
                Assert.True(await CallAsync<bool>(visitor.Client, visitor.IsPresent ? "untrack" : "track", Topic));
                clients[place] = visitor with { IsPresent = !visitor.IsPresent };
            }
        }

        var expected = clients.Where(static visitor => visitor.IsPresent).Select(static visitor => visitor.User).Distinct().Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(expected);
        using var patience = new CancellationTokenSource(Patience.Limit);
        foreach (var server in servers)
        {
            var reader = await ConnectAsync(server, "reader", "readers");
            while (!(await CallAsync<string[]>(reader, "present", Topic)).Order(StringComparer.Ordinal).SequenceEqual(expected))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
            }
        }

        await replica.UntilAsync(now => now.Users.SetEquals(expected));
        var fence = await ConnectAsync(servers[1], "fence", "fences");
        Assert.True(await CallAsync<bool>(fence, "track", Topic));
        await replica.UntilAsync(static now => now.Users.Contains("fence"));
        Assert.Equal([.. expected, "fence"], replica.Users.Order(StringComparer.Ordinal).OrderBy(static user => user == "fence"));
    }

    private async Task<Visitor> ComeAsync(ServerProcess server, Random random)
    {
        var user = $"u{random.Next(15)}";
        var transport = MixedClients.Transports[random.Next(MixedClients.Transports.Count)];
        return new Visitor(server, await ConnectAsync(server, user, "visitors", transport), user, IsPresent: false);
    }

    private sealed record Visitor(ServerProcess Server, SpecificationClient Client, string User, bool IsPresent);
}
