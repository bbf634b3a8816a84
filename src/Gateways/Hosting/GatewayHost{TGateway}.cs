using System.Diagnostics;
using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Hosting;

/// <summary>Creates the instances of one gateway, calls its hooks and, through its generated dispatcher, its handlers.</summary>
internal sealed class GatewayHost<TGateway> : GatewayHost
    where TGateway : class, IGatewayDefinition<TGateway>
{
    private readonly GatewayDescriptor<TGateway> _descriptor;
    private readonly GatewayDispatcher<TGateway> _dispatcher;
    private TGateway? _singleton;

    public GatewayHost(GatewayDescriptor<TGateway> descriptor, GatewayNamespace @namespace, IServiceProvider services)
        : base(descriptor, @namespace, services)
    {
        _descriptor = descriptor;
        _dispatcher = descriptor.CreateDispatcher(Engine.Json);
        Server = new GatewayServer<TGateway>(@namespace);
    }

    public GatewayServer<TGateway> Server { get; }

    internal override int FindHandler(ReadOnlySpan<byte> eventName) => _dispatcher.FindHandler(eventName);

    internal override ValueTask<MessageResult> InvokeAsync(DispatchContext context)
    {
        if (Engine.Metrics.MeasuresHandlers)
        {
            context.Started = Stopwatch.GetTimestamp();
        }

        return context.Activity is null ? CallAsync(context) : CallWithActivityAsync(context);
    }

    internal override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_descriptor.Lifetime == GatewayLifetime.Singleton)
        {
            _singleton = Create(Services);
            await AfterInitAsync(_singleton, cancellationToken).ConfigureAwait(false);
        }
        else if (_descriptor.Hooks.HasFlag(GatewayHooks.Init))
        {
            var scope = Services.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await AfterInitAsync(Create(scope.ServiceProvider), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal override async Task OnConnectedAsync(GatewayClient client)
    {
        if (_descriptor.Lifetime == GatewayLifetime.PerConnection)
        {
            var scope = Services.CreateAsyncScope();
            client.Instance = new GatewayInstance(Create(scope.ServiceProvider), scope);
        }

        if (!_descriptor.Hooks.HasFlag(GatewayHooks.Connection))
        {
            return;
        }

        using var timeout = new CancellationTokenSource(Engine.Options.ConnectTimeout, Engine.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(client.Aborted, timeout.Token);

        // When the client leaves meanwhile, the hook is told, and waited for: if it succeeds all the same, the disconnect hook must follow.
        // When the time is up it is not waited for any longer: the client is refused.
        try
        {
            await WithHookAsync(client, static (gateway, state) => ((IOnGatewayConnection)gateway).HandleConnectionAsync(state.Client, state.Token), (Client: client, either.Token))
                .WaitAsync(timeout.Token)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            // The hook must hear of it before its token is let go.
            await either.CancelAsync().ConfigureAwait(false);
            throw new ConnectTimeoutException();
        }
    }

    internal override Task OnDisconnectedAsync(GatewayClient client, DisconnectContext context) =>
        _descriptor.Hooks.HasFlag(GatewayHooks.Disconnect)
            ? WithHookAsync(client, static (gateway, state) => ((IOnGatewayDisconnect)gateway).HandleDisconnectAsync(state.Client, state.Context), (Client: client, Context: context))
            : Task.CompletedTask;

    internal override ValueTask ReleaseAsync(GatewayClient client)
    {
        var instance = client.Instance;
        client.Instance = null;
        return instance?.Scope.DisposeAsync() ?? default;
    }

    internal override void Map(IGatewayTransport transport, GatewayEndpoints endpoints) => transport.Map<TGateway>(this, endpoints);

    private ValueTask<MessageResult> CallAsync(DispatchContext context)
    {
        if (_singleton is { } singleton && !Descriptor.Handlers[context.Handler].RequiresServices)
        {
            return _dispatcher.InvokeAsync(context.Handler, singleton, context);
        }

        return CallInScopeAsync(context);
    }

    private async ValueTask<MessageResult> CallWithActivityAsync(DispatchContext context)
    {
        // Set inside an async method: the caller's own current activity comes back when it returns.
        Activity.Current = context.Activity;
        return await CallAsync(context).ConfigureAwait(false);
    }

    private async ValueTask<MessageResult> CallInScopeAsync(DispatchContext context)
    {
        if (context.Sender.Instance is { } own)
        {
            context.Scope = own.Scope.ServiceProvider;
            return await _dispatcher.InvokeAsync(context.Handler, (TGateway)own.Gateway, context).ConfigureAwait(false);
        }

        var scope = Services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            context.Scope = scope.ServiceProvider;
            return await _dispatcher.InvokeAsync(context.Handler, _singleton ?? Create(scope.ServiceProvider), context).ConfigureAwait(false);
        }
    }

    private async Task WithHookAsync<TState>(GatewayClient client, Func<TGateway, TState, ValueTask> hook, TState state)
    {
        if ((_singleton ?? client.Instance?.Gateway) is TGateway gateway)
        {
            await hook(gateway, state).ConfigureAwait(false);
            return;
        }

        var scope = Services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false))
        {
            await hook(Create(scope.ServiceProvider), state).ConfigureAwait(false);
        }
    }

    private TGateway Create(IServiceProvider services)
    {
        var gateway = services.GetRequiredService<TGateway>();
        _descriptor.InjectServer(gateway, services);
        return gateway;
    }

    private ValueTask AfterInitAsync(TGateway gateway, CancellationToken cancellationToken) =>
        gateway is IOnGatewayInit init ? init.AfterInitAsync(Server, cancellationToken) : default;
}
