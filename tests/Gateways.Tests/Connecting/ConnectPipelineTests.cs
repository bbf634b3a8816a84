using System.Security.Claims;
using Gateways.Connecting;
using Gateways.Hosting;
using Gateways.Specification;
using Gateways.Specification.Gateways;
using Gateways.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Tests.Connecting;

public sealed class ConnectPipelineTests : IAsyncLifetime
{
    private readonly TaskCompletionSource _thinking = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ScopedThing> _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Probe _probe = new();
    private EngineHost? _host;

    private EngineHost Host => _host!;

    public async Task InitializeAsync() => _host = await EngineHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("late fault")]
    public async Task Run_StillAskedWhenTheTimeIsUp_IsRefusedAndKeepsItsServicesUntilItHasDone(string? fault)
    {
        await using var services = new ServiceCollection().AddSingleton(_probe).AddScoped<ScopedThing>().BuildServiceProvider();
        var request = CreateRequest();
        var running = Pipeline(services).RunAsync(request, CancellationToken.None).Soon();
        var thing = await _entered.Task.Soon();

        Host.Time.Advance(Host.Engine.Options.ConnectTimeout + TimeSpan.FromSeconds(1));

        Assert.Equal(CloseReason.ConnectTimeout, (await running)!.Reason);
        Assert.False(thing.IsDisposed);
        Assert.Same(thing, request.Services.GetRequiredService<ScopedThing>());
        Finish(fault);
        Assert.Equal("scope ends", await _probe.NextNoteAsync());
        Assert.Equal(fault is null ? 0 : 1, Host.Log.Lines.Count(static line => line is { EventId: 2020, Error: ApplicationException }));
    }

    [Fact]
    public async Task Run_TheClientHasLeftMeanwhile_KeepsItsServicesUntilItHasDone()
    {
        await using var services = new ServiceCollection().AddSingleton(_probe).AddScoped<ScopedThing>().BuildServiceProvider();
        using var departure = new CancellationTokenSource();
        var running = Pipeline(services).RunAsync(CreateRequest(), departure.Token).Soon();
        var thing = await _entered.Task.Soon();

        await departure.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.False(thing.IsDisposed);
        Finish(fault: null);
        Assert.Equal("scope ends", await _probe.NextNoteAsync());
    }

    private ConnectRequest CreateRequest()
    {
        var host = Host.Services.GetRequiredService<GatewayRegistry>().Get<SpecificationGateway>().Host;
        return host.CreateRequest(GatewayTransports.WebSocket, new HttpGatewayHandshake(new DefaultHttpContext(), Host.Time), new ClaimsPrincipal());
    }

    /// <summary>One that takes no notice of the token it is given.</summary>
    private ConnectPipeline Pipeline(IServiceProvider services) => new(
        [
            async (context, next) =>
            {
                _entered.SetResult(context.Services.GetRequiredService<ScopedThing>());
                await _thinking.Task;
                await next();
            },
        ],
        policy: null,
        guards: [],
        Host.Engine,
        services);

    private void Finish(string? fault)
    {
        if (fault is null)
        {
            _thinking.SetResult();
        }
        else
        {
            _thinking.SetException(new ApplicationException(fault));
        }
    }
}
