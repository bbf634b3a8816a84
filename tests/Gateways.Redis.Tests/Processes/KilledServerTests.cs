using Gateways.Redis.Tests.ScaleOut;
using Gateways.Redis.Tests.Servers;
using Gateways.Specification;
using Gateways.Specification.Clients;

namespace Gateways.Redis.Tests.Processes;

/// <summary>One of three servers is killed, as the kernel kills, while all of them are busy.</summary>
public sealed class KilledServerTests : ProcessCluster
{
    private const string Room = "r1";
    private const string Topic = "d1";

    [RedisServerFact]
    public async Task Killed_UnderLoad_SurvivorsLoseNothing_AndHearNothingTwice()
    {
        var (first, second, doomed) = (await StartServerAsync(), await StartServerAsync(), await StartServerAsync());
        var consumers = new List<SpecificationClient>();
        foreach (var server in new[] { first, second, doomed })
        {
            foreach (var transport in MixedClients.Transports)
            {
                var consumer = await ConnectAsync(server, $"c{consumers.Count}", Room, transport);
                consumers.Add(consumer);
            }
        }

        var producers = new List<Producer>();
        foreach (var server in new[] { first, second, doomed })
        {
            producers.Add(new Producer(producers.Count, await ConnectAsync(server, $"p{producers.Count}", "producers")));
        }

        using var stop = new CancellationTokenSource();
        var load = producers.Select(producer => Task.Run(() => producer.RunAsync(Room, stop.Token))).ToArray();
        await Task.WhenAll(producers.Select(static producer => producer.ReachedAsync(200))).Soon();
        doomed.Kill();
        await load[2].Soon();
        await Task.WhenAll(producers[..2].Select(static producer => producer.ReachedAsync(producer.Sent + 200))).Soon();
        await stop.CancelAsync();
        await Task.WhenAll(load).Soon();
        await Task.WhenAll(producers[..2].Select(static producer => producer.EndAsync(Room)));

        Assert.All(producers[..2], static producer => Assert.All(producer.Results, static result => Assert.Equal(ProcessGateway.Published, result)));
        foreach (var survivor in consumers[..6])
        {
            var heard = await HearAsync(survivor, producers[..2]);
            Assert.Equal(Enumerable.Range(0, producers[0].Sent), heard[0]);
            Assert.Equal(Enumerable.Range(0, producers[1].Sent), heard[1]);

            // What the killed server had confirmed has arrived, and perhaps a little more, without a gap.
            Assert.Equal(Enumerable.Range(0, heard[2].Count), heard[2]);
            Assert.InRange(heard[2].Count, producers[2].Results.Count, producers[2].Sent);
        }
    }

    [RedisServerFact]
    public async Task Killed_ItsUsersLeaveOnce_AndTheClusterHeals()
    {
        var (first, second, doomed) = (await StartServerAsync(), await StartServerAsync(), await StartServerAsync());
        var replicas = new List<PresenceReplica>();
        foreach (var server in new[] { first, second })
        {
            var watcher = await ConnectAsync(server, "watcher", "watchers");
            Assert.True(await CallAsync<bool>(watcher, "watch", Topic));
            replicas.Add(new PresenceReplica(watcher));
        }

        var stays = await ConnectAsync(first, "ann", Room);
        stays.Answer = static (_, _) => Task.FromResult<string?>("\"here\"");
        Assert.True(await CallAsync<bool>(stays, "track", Topic));
        using var asked = new CountdownEvent(10);
        for (var i = 0; i < asked.InitialCount; i++)
        {
            // Two clients of each user; ann has one on a server that stays.
            var client = await ConnectAsync(doomed, i < 2 ? "ann" : $"u{i / 2}", Room, MixedClients.Transports[i % MixedClients.Transports.Count]);
            client.Answer = (_, _) =>
            {
                asked.Signal();
                return new TaskCompletionSource<string?>().Task;
            };
            Assert.True(await CallAsync<bool>(client, "track", Topic));
        }

        string[] gone = ["u1", "u2", "u3", "u4"];
        await Task.WhenAll(replicas.Select(replica => replica.UntilAsync(now => now.Users.IsSupersetOf([.. gone, "ann"]))));
        var asker = await ConnectAsync(second, "bob", "askers");
        Assert.Equal(3, await CallAsync<int>(asker, "servers"));

        // Its clients have been asked, and will never answer.
        var ask = CallAsync<int[]>(asker, "ask", Room);
        Assert.True(await Task.Run(() => asked.Wait(Patience.Limit)));
        doomed.Kill();

        Assert.Equal("1 10", Text(await ask));
        while (await CallAsync<int>(asker, "servers") != 2)
        {
            await Task.Yield();
        }

        Assert.Equal("1 0", Text(await CallAsync<int[]>(asker, "ask", Room)));
        await Task.WhenAll(replicas.Select(replica => replica.UntilAsync(now => !now.Users.Overlaps(gone))));
        var fence = await ConnectAsync(second, "fence", "fences");
        Assert.True(await CallAsync<bool>(fence, "track", Topic));
        await Task.WhenAll(replicas.Select(static replica => replica.UntilAsync(static now => now.Users.Contains("fence"))));
        Assert.All(replicas, replica =>
        {
            Assert.Equal(gone, replica.Leaves.Order(StringComparer.Ordinal));
            Assert.Equal(["ann", "fence"], replica.Users.Order(StringComparer.Ordinal));
        });
    }

    private static string Text(int[] answered) => string.Join(' ', answered);

    /// <summary>What a client heard of each producer, until the producers that are left have said that they are done.</summary>
    private static async Task<List<int>[]> HearAsync(SpecificationClient client, IReadOnlyList<Producer> left)
    {
        List<int>[] heard = [[], [], []];
        for (var open = left.Count; open > 0;)
        {
            var message = Read<Numbered>(await client.HearAsync("heard"));
            if (message.Number == Producer.End)
            {
                open--;
            }
            else
            {
                heard[message.Producer].Add(message.Number);
            }
        }

        return heard;
    }
}
