using System.Text.Json.Nodes;
using Gateways.ServerSentEvents.Tests.Clients;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Gateways.Specification.Gateways;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.ServerSentEvents.Tests.Rooms;

/// <summary>Rooms that clients name in their query.</summary>
public sealed class RoomTests : IAsyncLifetime
{
    private SpecificationHost? _host;

    private SpecificationHost Host => _host!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await (_host?.DisposeAsync() ?? default);

    [Fact]
    public async Task Room_Allowed_IsJoinedBeforeTheHookAndHeard()
    {
        await StartAsync(static options => options.AllowRooms<SpecificationGateway>());
        var seen = new TaskCompletionSource<string>();
        Host.Probe.Connecting = (client, _) =>
        {
            seen.TrySetResult(string.Join(',', client.Rooms.Order()));
            return default;
        };
        await using var client = await ListenAsync("room=a&room=b&room=a");

        await Host.Probe.NextConnectedAsync();
        await Host.Server.To("b").EmitAsync("heard", 1);
        await Host.Server.To("c").EmitAsync("heard", 2);
        await Host.Server.To("a").EmitAsync("heard", 3);

        Assert.Equal("1", await client.HearAsync("heard"));
        Assert.Equal("3", await client.HearAsync("heard"));
        Assert.Equal("a,b", await seen.Task.Soon());
    }

    /// <summary>A server listens before it has been looked at whether its rooms may be open: nobody comes in until then, and whoever has come comes back.</summary>
    [Fact]
    public async Task Room_TheServerIsStillStarting_IsNotJoinedYet()
    {
        var early = "";
        _host = await SpecificationHost.StartAsync(builder =>
        {
            builder.Services.AddHostedService(services => new EarlyVisit(services.GetRequiredService<IServer>(), async address =>
            {
                await using var client = await EventStreamClient.ConnectAsync(address, new ClientRequest("/spec", "room=a"));
                early = await client.Closed.Soon();
            }));
            builder.AddServerSentEvents(static options => options.AllowRooms<SpecificationGateway>());
        });

        Assert.Contains("still starting", early, StringComparison.Ordinal);
        await using var late = await ListenAsync("room=a");
        Assert.Equal(["a"], (await Host.Probe.NextConnectedAsync()).Rooms);
    }

    [Fact]
    public async Task Room_NobodyHasAllowedAny_QueryIsTheApplicationsOwn()
    {
        await StartAsync(static options => options.AllowRooms<FamilyGateway>());
        await using var client = await ListenAsync("room=a");

        var server = await Host.Probe.NextConnectedAsync();

        Assert.Empty(server.Rooms);
        Assert.Equal("a", server.Handshake.Query["room"]);
    }

    [Theory]
    [InlineData("room=public-1", 200, null)]
    [InlineData("room=public-1&room=secret", 403, "Forbidden resource")]
    [InlineData("room=secret&as=ann", 200, null)]
    [InlineData("room=", 400, "Invalid room: a name has 1 to 200 characters")]
    [InlineData("room=public-&room", 400, "Invalid room: a name has 1 to 200 characters")]
    [InlineData("room=public-1&room=public-1&room=public-1&room=public-1", 400, "Too many rooms: at most 3 can be named")]
    public async Task Room_ByAPredicate_OneThatIsRefusedRefusesTheClient(string query, int status, string? message)
    {
        await StartAsync(static options =>
        {
            options.MaxRooms = 3;
            options.AllowRooms<SpecificationGateway>(static (context, room) => room.StartsWith("public-", StringComparison.Ordinal) || context.UserIdentifier == "ann");
        });

        await AssertAnswerAsync("/spec", query, status, message);
    }

    [Fact]
    public async Task Room_LongName_IsRefused()
    {
        await StartAsync(static options => options.AllowRooms<SpecificationGateway>());

        await AssertAnswerAsync("/spec", $"room={new string('r', 201)}", 400, "Invalid room: a name has 1 to 200 characters");
    }

    [Theory]
    [InlineData("deny", 403, "not this one")]
    [InlineData("who", 401, "who are you?")]
    [InlineData("throw", 200, null)]
    [InlineData("refuse", 403, "by exception")]
    [InlineData("open", 200, null)]
    public async Task Room_ByAGuard_AnswersAsConnectionGuardsDo(string room, int status, string? message)
    {
        await StartAsync(static options => options.AllowRooms<SpecificationGateway>(static async (context, room, cancellationToken) =>
        {
            await Task.Yield();
            Assert.NotNull(context.Services.GetRequiredService<ScopedThing>());
            return room switch
            {
                "deny" => GuardResult.Deny("not this one"),
                "who" => GuardResult.Unauthorized("who are you?"),
                "throw" => throw new ApplicationException("secret"),
                "refuse" => throw new WsException("by exception"),
                _ => GuardResult.Allow,
            };
        }));

        await AssertAnswerAsync("/spec", $"room={room}", status, message);
        Assert.Equal(room == "throw" ? 1 : 0, Host.Log.Lines.Count(static line => line.EventId == 2020));
    }

    [Fact]
    public async Task Room_GuardFails_ClientIsToldToComeBack()
    {
        await StartAsync(static options => options.AllowRooms<SpecificationGateway>(static (_, _) => throw new ApplicationException("secret")));

        await using var client = await ListenAsync("room=a");

        Assert.Equal("internal server error", await client.Closed);
        Assert.False(client.HasEvents);
        Assert.Equal(0, await Host.Server.CountAsync());
    }

    [Fact]
    public async Task Room_ConnectionGuardDenies_RoomsAreNotAsked()
    {
        var asked = 0;
        await StartAsync(options => options.AllowRooms<GuardedGateway>((_, _) => ++asked > 0));
        Host.Probe.Admitting = static (_, _) => new(GuardResult.Deny("closed"));

        await AssertAnswerAsync("/guarded", "room=a", 403, "closed");

        Assert.Equal(0, asked);
    }

    [Fact]
    public async Task Room_GuardOfTheConnectionSetsTheUser_RoomsSeeIt()
    {
        await StartAsync(static options => options.AllowRooms<GuardedGateway>(static (context, room) => room == context.UserIdentifier));
        Host.Probe.Admitting = static (context, _) =>
        {
            context.UserIdentifier = "bob";
            return new(true);
        };

        await AssertAnswerAsync("/guarded", "room=ann", 403, "Forbidden resource");
        await AssertAnswerAsync("/guarded", "room=bob", 200, null);
    }

    [Theory]
    [InlineData("first", 200)]
    [InlineData("second", 200)]
    [InlineData("third", 403)]
    public async Task Room_TwoGatewaysOnOnePath_EitherMayAllowIt(string room, int status)
    {
        await StartAsync(static options =>
        {
            options.AllowRooms<FirstSharedGateway>(static (_, room) => room == "first");
            options.AllowRooms<SecondSharedGateway>(static (_, room) => room == "second");
        });

        await AssertAnswerAsync("/shared", $"room={room}", status, status == 200 ? null : "Forbidden resource");
    }

    [Fact]
    public async Task Room_InANamespaceOfARouteParameter_IsThatNamespaces()
    {
        await StartAsync(static options => options.AllowRooms<SpecRoomsGateway>());
        await using var one = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec-rooms/1", "room=r"));
        await using var two = await EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec-rooms/2", "room=r"));
        await Host.Probe.NextConnectedAsync();
        await Host.Probe.NextConnectedAsync();
        var server = Host.Services.GetRequiredService<IGatewayServer<SpecRoomsGateway>>();

        await server.Of("/spec-rooms/2").To("r").EmitAsync("heard", 2);
        await server.Of("/spec-rooms/1").To("r").EmitAsync("heard", 1);

        Assert.Equal("2", await two.HearAsync("heard"));
        Assert.Equal("1", await one.HearAsync("heard"));
    }

    [Fact]
    public async Task Rooms_OpenToAllWhereOnlyMessagesAreGuarded_ApplicationDoesNotStart()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync(static options => options.AllowRooms<PipelineGateway>()));

        Assert.Contains("AllowRooms<PipelineGateway>() opens every room of '/pipeline' to everyone", error.Message, StringComparison.Ordinal);
        Assert.Contains("[UseConnectionGuards<..>]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("endpoints", 401)]
    [InlineData("middleware", 403)]
    [InlineData("rooms", 403)]
    public async Task Rooms_OpenWhereMessagesAreGuarded_SomebodyAsksWhoListens(string asks, int status)
    {
        _host = await SpecificationHost.StartAsync(
            builder => builder.AddServerSentEvents(options =>
            {
                options.AllowRooms<PipelineGateway>();
                if (asks == "rooms")
                {
                    options.AllowRooms<PipelineGateway>(static (_, _) => false);
                }
            }),
            options =>
            {
                if (asks == "middleware")
                {
                    options.UseConnection(static (_, _) => default);
                }
            },
            static app => app.UseAuthentication(),
            configureEndpoints: endpoints => _ = asks == "endpoints" ? endpoints.RequireAuthorization() : endpoints);

        await AssertAnswerAsync("/pipeline", "room=a", status, null);
    }

    private async Task StartAsync(Action<ServerSentEventsTransportOptions> configure) =>
        _host = await SpecificationHost.StartAsync(builder => builder.AddServerSentEvents(configure), configureApp: static app => app.UseAuthentication());

    private Task<EventStreamClient> ListenAsync(string query) => EventStreamClient.ConnectAsync(Host.Address, new ClientRequest("/spec", query));

    private async Task AssertAnswerAsync(string path, string query, int status, string? message)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Address, $"{path}?{query}"));
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).Soon();
        Assert.Equal(status, (int)response.StatusCode);
        if (message is not null)
        {
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync().Soon())!;
            Assert.Equal(("error", message), ((string)body["status"]!, (string)body["message"]!));
        }
    }
}
