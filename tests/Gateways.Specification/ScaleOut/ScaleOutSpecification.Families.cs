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

    private static IGatewayServer<FamilyGateway> FamilyOf(SpecificationHost host) => host.Services.GetRequiredService<IGatewayServer<FamilyGateway>>();
}
