using Gateways.Specification.Gateways;
using Gateways.Specification.Gateways.Stages;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Specification.Transports;

public abstract partial class TransportSpecification
{
    [Fact]
    public async Task Outgoing_Interceptors_SeeEveryEmitInOrder()
    {
        await StartAsync(static options => options.OutgoingInterceptors.Add<NoteOutgoingInterceptor<Place.Global>>());
        var peer = await ConnectAsync("/outgoing");
        Probe.Sending = (_, context, next) =>
        {
            Assert.Equal("/outgoing", context.Namespace);
            Assert.Equal(context.EventName == "reply" ? peer.Id : null, context.ClientId);
            return next();
        };

        await Outgoing.EmitAsync("heard", 1);
        await peer.Server.EmitAsync("reply", 2);
        await peer.Server.JoinAsync("r1");
        await Outgoing.To("r1").EmitAsync("pair", 3, "x");

        Assert.Equal("1", await peer.Client.HearAsync("heard"));
        Assert.Equal("2", await peer.Client.HearAsync("reply"));
        Assert.Equal("[3,\"x\"]", await peer.Client.HearAsync("pair"));
        Assert.Equal(
            new[] { "heard", "reply", "pair" }.SelectMany(static name => new[] { $"out Global {name}", $"out First {name}", $"out Second {name}" }),
            TakeNotes());
        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.Equal(9, TakeNotes().Length);
    }

    [Fact]
    public async Task Outgoing_EmitToOneClient_HasItsIdWhicheverWayItIsNamed()
    {
        await StartAsync();
        var peer = await ConnectAsync("/outgoing");
        var ids = new System.Collections.Concurrent.ConcurrentQueue<string?>();
        Probe.Sending = (place, context, next) =>
        {
            if (place.Contains("First", StringComparison.Ordinal))
            {
                ids.Enqueue(context.ClientId);
            }

            return next();
        };

        await peer.Server.EmitAsync("heard", 1);
        await peer.Server.Volatile.EmitAsync("heard", 2);
        await Outgoing.ToClient(peer.Id).EmitAsync("heard", 3);
        await Outgoing.ToClient(peer.Id).To("r1").EmitAsync("heard", 4);

        Assert.Equal([peer.Id, peer.Id, peer.Id, null], ids);
    }

    [Fact]
    public async Task Outgoing_InterceptorHoldsBack_NobodyHears()
    {
        var peer = await ConnectAsync("/outgoing");
        Probe.Sending = static (place, context, next) => place == "First" && context.EventName == "heard" ? default : next();
        Probe.Handler = static async call =>
        {
            await call.Client.EmitAsync("heard", 3);
            await call.Client.EmitAsync("reply", 4);
            return null;
        };

        await Outgoing.EmitAsync("heard", 1);
        await peer.Server.EmitAsync("heard", 2);
        Assert.Null((await peer.Client.CallAsync("run", "1")).Error);

        Assert.Equal("4", await peer.Client.HearAsync("reply"));
        Assert.False(peer.Client.HasEvents);
        Assert.DoesNotContain("out Second heard", Probe.Notes);
    }

    [Fact]
    public async Task Outgoing_InterceptorThrows_TheEmitterHearsOfIt()
    {
        var peer = await ConnectAsync("/outgoing");
        Probe.Sending = static (_, _, _) => throw new ApplicationException("secret");

        await Assert.ThrowsAsync<ApplicationException>(async () => await Outgoing.EmitAsync("heard", 1));
        await Assert.ThrowsAsync<ApplicationException>(async () => await peer.Server.EmitAsync("heard", 1));

        Assert.Equal("1", (await peer.Client.CallAsync("echo", "1")).Value);
        Assert.False(peer.Client.HasEvents);
    }

    [Fact]
    public async Task Outgoing_EmitWithAck_PassesThem()
    {
        var peer = await ConnectAsync("/outgoing");
        peer.Client.Answer = static (_, data) => Task.FromResult<string?>(data);
        Probe.Sending = static (place, context, next) =>
        {
            context.Payloads[0] = (int)context.Payloads[0]! + (place == "First" ? 1 : 10);
            return next();
        };

        Assert.Equal(16, await peer.Server.EmitWithAckAsync<int>("ask", 5));
        Assert.Equal([new AckReply<int>(peer.Id, 17)], (await Outgoing.EmitWithAckAsync<int>("ask", 6)).Replies);

        Probe.Sending = static (_, _, _) => default;
        await Assert.ThrowsAsync<TimeoutException>(async () => await peer.Server.EmitWithAckAsync<int>("ask", 5, TimeSpan.FromMilliseconds(50)));
        Assert.Empty((await Outgoing.EmitWithAckAsync<int>("ask", 6, TimeSpan.FromMilliseconds(50))).Replies);
    }
}
