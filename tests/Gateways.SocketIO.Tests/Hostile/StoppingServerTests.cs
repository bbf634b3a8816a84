using System.Security.Claims;
using Gateways.SocketIO.Tests.Clients;
using Gateways.SocketIO.Tests.Transports;
using Gateways.Specification;
using Gateways.Specification.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.SocketIO.Tests.Hostile;

/// <summary>A server that stops, and still has a handler to wait for: who comes now is sent to another, and who is there hears why it ends.</summary>
public sealed class StoppingServerTests : IAsyncLifetime
{
    private readonly Signal _entered = new();
    private readonly Signal _finish = new();
    private SpecificationHost? _host;
    private SocketClient? _busy;

    private SpecificationHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await SpecificationHost.StartAsync(static builder => builder.AddSocketIO(), static options => options.HandlerDrainTimeout = Patience.Limit);
        Host.Probe.Handler = async call =>
        {
            _entered.Set();
            await _finish.Task;
            return call.Body;
        };
        _busy = await SocketClient.ConnectAsync(Host.Address);
        await _busy.EnterAsync("/spec");
        await _busy.SendAsync("42/spec,1[\"run\",1]");
        await _entered.WaitAsync();
    }

    public async Task DisposeAsync()
    {
        _finish.Set();
        await _busy!.DisposeAsync();
        await Host.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handshake_IsToldToComeBackLater(bool wantsSocket)
    {
        var stopping = Host.StopAsync();
        await Host.DrainingAsync();
        var context = NewContext();

        await (wantsSocket ? new RecordedLink().ServeAsync(Host, context) : RecordedLink.AskAsync(Host, context, "?EIO=4&transport=polling")).Soon();

        Assert.Equal((503, "1"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        await FinishAsync(stopping);
    }

    [Fact]
    public async Task Handshake_TheServerBeginsToStopMeanwhile_IsToldToComeBackLater()
    {
        var context = NewContext();
        Task? stopping = null;
        context.Features.Set<IHttpAuthenticationFeature>(new LateUser(() =>
        {
            // The session is being made: the handshake has passed its checks.
            stopping = Host.StopAsync();
            Host.DrainingAsync().GetAwaiter().GetResult();
        }));

        await RecordedLink.AskAsync(Host, context, "?EIO=4&transport=polling").Soon();

        Assert.Equal((503, "1"), (context.Response.StatusCode, context.Response.Headers.RetryAfter.ToString()));
        await FinishAsync(stopping!);
    }

    [Fact]
    public async Task Handshake_TheServerBeginsToStopDuringTheSwitch_ClosesTheWebSocket()
    {
        var go = new Signal();
        var link = new RecordedLink { Upgrading = go.Task };
        var serving = link.ServeAsync(Host);
        var stopping = Host.StopAsync();
        await Host.DrainingAsync();

        go.Set();

        // A close without a code, and nothing before it.
        Assert.Equal([0x88, 0x00], await link.NextAsync());
        link.End();
        await serving.Soon();
        await FinishAsync(stopping);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Session_HearsOfTheEndInItsHook(bool usesSocket)
    {
        await using EngineClient client = usesSocket ? await SocketClient.ConnectAsync(Host.Address) : await PollingClient.ConnectAsync(Host.Address);
        await client.EnterAsync("/spec");
        var stopping = Host.StopAsync();
        await Host.DrainingAsync();

        await FinishAsync(stopping);

        await client.EndedAsync();
        foreach (var departure in (Specification.Gateways.Departure[])[await Host.Probe.NextDepartureAsync(), await Host.Probe.NextDepartureAsync()])
        {
            Assert.Equal((CloseReason.ServerShutdown, "server shutting down"), (departure.Context.Reason, departure.Context.Description));
        }
    }

    private async Task FinishAsync(Task stopping)
    {
        _finish.Set();
        await stopping.Soon();
    }

    private DefaultHttpContext NewContext() => new() { RequestServices = Host.Services };

    /// <summary>A user that is read late, and something that happens when it is.</summary>
    private sealed class LateUser(Action read) : IHttpAuthenticationFeature
    {
        private ClaimsPrincipal? _user;

        public ClaimsPrincipal? User
        {
            get
            {
                if (_user is null)
                {
                    _user = new ClaimsPrincipal(new ClaimsIdentity());
                    read();
                }

                return _user;
            }

            set => _user = value;
        }
    }
}
