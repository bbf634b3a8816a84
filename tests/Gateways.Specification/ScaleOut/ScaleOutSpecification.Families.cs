using System.Threading.Channels;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.ScaleOut;

public abstract partial class ScaleOutSpecification
{
    [Fact]
    public async Task Family_EmitFromAServerWithoutClientsOfIt_ReachesThem()
    {
        var (smith, jones) = (await ConnectToAsync(Hosts[^1], "/family/smith"), await ConnectToAsync(Hosts[^1], "/family/jones"));
        var here = FamilyOf(Hosts[0]).Of("/family/smith");

        await here.EmitAsync("heard", 1);
        await FamilyOf(Hosts[0]).Of("/family/nobody").EmitAsync("heard", 2);

        Assert.Equal("1", await smith.Client.HearAsync("heard"));
        await AssertHeardNothingAsync(here, smith);
        await AssertHeardNothingAsync(FamilyOf(Hosts[^1]).Of("/family/jones"), jones);
    }

    [Fact]
    public async Task Family_AskedFromAServerWithoutClientsOfIt_AnswersAndIsLeftAgain()
    {
        var smith = await ConnectToAsync(Hosts[^1], "/family/smith");
        smith.Client.Answer = static (_, question) => Task.FromResult<string?>(question);
        var here = FamilyOf(Hosts[0]).Of("/family/smith");

        Assert.Equal([smith.Id], (await here.FetchClientsAsync().Soon()).Select(static client => client.Id));
        Assert.Equal([5], (await here.EmitWithAckAsync<int>("ask", 5).Soon()).Replies.Select(static reply => reply.Value));
        Assert.Equal(0, await FamilyOf(Hosts[0]).Of("/family/nobody").CountAsync().Soon());
        Assert.Equal(1, await FamilyOf(Hosts[^1]).Of("/family/smith").CountServersAsync());
    }

    [Fact]
    public async Task Family_NamedLikeAPattern_IsNotHeardByThoseItWouldMatch()
    {
        var (star, other) = (await ConnectToAsync(Hosts[^1], "/family/a*"), await ConnectToAsync(Hosts[^1], "/family/ab"));
        var (toStar, toOther) = (FamilyOf(Hosts[0]).Of("/family/a*"), FamilyOf(Hosts[0]).Of("/family/ab"));

        await toStar.EmitAsync("heard", 1);
        await toOther.EmitAsync("heard", 2);
        await toStar.To("r*").EmitAsync("heard", 3);

        Assert.Equal("1", await star.Client.HearAsync("heard"));
        Assert.Equal("2", await other.Client.HearAsync("heard"));
        Assert.Equal(1, await toStar.CountAsync().Soon());
        await AssertHeardNothingAsync(toStar, star);
        await AssertHeardNothingAsync(toOther, other);
    }

    [Fact]
    public async Task Family_TargetKeptWhileNobodyWasThere_ReachesWhoCame_AndWhoCameAfterThem()
    {
        var (here, there) = (FamilyOf(Hosts[0]).Of("/family/smith"), FamilyOf(Hosts[^1]).Of("/family/smith"));
        await here.EmitAsync("heard", 0);
        var first = await ConnectToAsync(Hosts[0], "/family/smith");
        var (ofFirst, inRoom) = (first.Server.Broadcast, first.Server.To("r1"));

        await here.EmitAsync("heard", 1);
        Assert.Equal("1", await first.Client.HearAsync("heard"));
        await first.Server.DisconnectAsync();
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (here.FindClient(first.Id) is not null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }

        var second = await ConnectToAsync(Hosts[0], "/family/smith");
        await second.Server.JoinAsync("r1");
        await here.EmitAsync("heard", 2);
        await here.To("r1").EmitAsync("heard", 3);
        await ofFirst.EmitAsync("heard", 4);
        await inRoom.EmitAsync("heard", 5);
        await there.EmitAsync("heard", 6);

        foreach (var expected in (string[])["2", "3", "4", "5", "6"])
        {
            Assert.Equal(expected, await second.Client.HearAsync("heard"));
        }

        Assert.NotNull(here.FindClient(second.Id));
    }

    [Fact]
    public async Task Family_AskedManyTimesAtOnce_EachQuestionIsAnsweredWhole()
    {
        await ConnectToAsync(Hosts[^1], "/family/smith");
        var family = FamilyOf(Hosts[0]);

        for (var round = 0; round < 5; round++)
        {
            var counts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await family.Of("/family/smith").CountAsync()))).Soon();
            Assert.All(counts, static count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public async Task Family_ClientAskedInBothNames_AnswersBoth()
    {
        var smith = await ConnectToAsync(Hosts[0], "/family/smith");
        var mayAnswer = new TaskCompletionSource();
        smith.Client.Answer = async (_, question) =>
        {
            await mayAnswer.Task;
            return question;
        };

        var asked = new[] { FamilyOf(Hosts[0]).EmitWithAckAsync<int>("ask", 1).AsTask(), FamilyOf(Hosts[0]).Of("/family/smith").EmitWithAckAsync<int>("ask", 2).AsTask() };
        mayAnswer.SetResult();

        Assert.Equal([1], (await asked[0].Soon()).Replies.Select(static reply => reply.Value));
        Assert.Equal([2], (await asked[1].Soon()).Replies.Select(static reply => reply.Value));
    }

    [Fact]
    public async Task Family_ServerSideEvent_IsHandledOncePerServer_HoweverManyNamespacesTheyShare()
    {
        var heard = new int[Hosts.Count];
        var last = Channel.CreateUnbounded<int>();
        for (var i = 0; i < Hosts.Count; i++)
        {
            var server = i;
            FamilyOf(Hosts[i]).OnServerSideEvent<int>("count", _ =>
            {
                Interlocked.Increment(ref heard[server]);
                return default;
            });
            FamilyOf(Hosts[i]).OnServerSideEvent<int>("last", value =>
            {
                last.Writer.TryWrite(value);
                return default;
            });
        }

        await FamilyOf(Hosts[0]).ServerSideEmitAsync("count", 1);
        foreach (var name in (string[])["smith", "jones", "taylor"])
        {
            await ConnectToAsync(Hosts[0], $"/family/{name}");
            await ConnectToAsync(Hosts[^1], $"/family/{name}");
        }

        await FamilyOf(Hosts[0]).ServerSideEmitAsync("count", 2);
        await FamilyOf(Hosts[0]).ServerSideEmitAsync("last", 3);
        for (var i = 1; i < Hosts.Count; i++)
        {
            Assert.Equal(3, await last.Reader.ReadAsync().AsTask().Soon());
        }

        using var patience = new CancellationTokenSource(Patience.Limit);
        while (heard.Sum() < 2 * (Hosts.Count - 1))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
        }

        Assert.Equal([0, .. Enumerable.Repeat(2, Hosts.Count - 1)], heard);
        Assert.Equal(Hosts.Count, await FamilyOf(Hosts[0]).CountServersAsync());
        Assert.Equal(Hosts.Count - 1, (await FamilyOf(Hosts[0]).ServerSideEmitWithAckAsync<int>("none", timeout: TimeSpan.FromMilliseconds(100))).Missing);
    }

    private static IGatewayServer<FamilyGateway> FamilyOf(SpecificationHost host) => host.Services.GetRequiredService<IGatewayServer<FamilyGateway>>();
}
