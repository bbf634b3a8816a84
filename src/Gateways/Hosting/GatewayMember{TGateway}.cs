using Gateways.Dispatch;
using Gateways.Infrastructure;
using Gateways.Pipeline;
using Gateways.Rooms;
using Microsoft.Extensions.DependencyInjection;

namespace Gateways.Hosting;

/// <summary>Creates the instances of one gateway, calls its hooks and, through its generated dispatcher, its handlers.</summary>
internal sealed class GatewayMember<TGateway> : GatewayMember
    where TGateway : class, IGatewayDefinition<TGateway>
{
    private readonly GatewayDescriptor<TGateway> _descriptor;
    private readonly GatewayDispatcher<TGateway> _dispatcher;
    private readonly IServiceProvider _services;
    private TGateway? _singleton;

    public GatewayMember(GatewayDescriptor<TGateway> descriptor, GatewayHost host, int index)
        : base(descriptor, host, index)
    {
        _descriptor = descriptor;
        _services = host.Services;
        _dispatcher = descriptor.CreateDispatcher(host.Engine.Json);
        Server = new GatewayServer<TGateway>(host.Namespaces.Root, host.Namespaces);
    }

    public GatewayServer<TGateway> Server { get; }

    public override int FindHandler(ReadOnlySpan<byte> eventName) => _dispatcher.FindHandler(eventName);

    public override ValueTask<MessageResult> InvokeAsync(DispatchContext message)
    {
        var handler = message.Handler!;
        return _singleton is not null && !handler.RequiresScope ? RunAsync(message, handler) : RunInScopeAsync(message, handler);
    }

    public override ValueTask<MessageResult> CallAsync(DispatchContext message) =>
        _dispatcher.InvokeAsync(message.Handler!.Index, _singleton ?? (TGateway?)message.Sender.FindInstance(this)?.Gateway ?? Create(message.Services), message);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_descriptor.Lifetime == GatewayLifetime.Singleton)
        {
            _singleton = Create(_services);
            await AfterInitAsync(_singleton, cancellationToken).ConfigureAwait(false);
        }
        else if (_descriptor.Hooks.HasFlag(GatewayHooks.Init))
        {
            var scope = _services.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await AfterInitAsync(Create(scope.ServiceProvider), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public override async Task OnConnectedAsync(GatewayClient client, CancellationToken cancellationToken)
    {
        if (_descriptor.Lifetime == GatewayLifetime.PerConnection)
        {
            // Kept before the gateway is created: a constructor that throws leaves a scope to dispose.
            var scope = _services.CreateAsyncScope();
            client.Keep(new GatewayInstance(this, scope));
            client.FindInstance(this)!.Gateway = Create(scope.ServiceProvider);
        }

        if (_descriptor.Hooks.HasFlag(GatewayHooks.Connection))
        {
            await WithHookAsync(client, static (gateway, state) => ((IOnGatewayConnection)gateway).HandleConnectionAsync(state.client, state.cancellationToken), (client, cancellationToken))
                .ConfigureAwait(false);
        }
    }

    public override Task OnDisconnectedAsync(GatewayClient client, DisconnectContext context) =>
        _descriptor.Hooks.HasFlag(GatewayHooks.Disconnect)
            ? WithHookAsync(client, static (gateway, state) => ((IOnGatewayDisconnect)gateway).HandleDisconnectAsync(state.client, state.context), (client, context))
            : Task.CompletedTask;

    public override void Map(IGatewayTransport transport, GatewayEndpoints endpoints)
    {
        if (Index == 0)
        {
            transport.Map<TGateway>(Host, endpoints);
        }
        else
        {
            transport.Join<TGateway>(Host, endpoints);
        }
    }

    private static ValueTask<MessageResult> RunAsync(DispatchContext message, MessageHandler handler) =>
        handler.Pipeline.IsEmpty ? handler.Member.CallAsync(message) : PipelineRunner.RunAsync(message, handler.Pipeline);

    private async ValueTask<MessageResult> RunInScopeAsync(DispatchContext message, MessageHandler handler)
    {
        if (message.Sender.FindInstance(this) is { } own)
        {
            message.Scope = own.Scope.ServiceProvider;
            return await RunAsync(message, handler).ConfigureAwait(false);
        }

        var scope = _services.CreateAsyncScope();
        message.Scope = scope.ServiceProvider;
        var result = MessageResult.Empty;
        try
        {
            return result = await RunAsync(message, handler).ConfigureAwait(false);
        }
        finally
        {
            // A stream goes on, and may use what it was made from: the scope ends with it.
            if (result.Kind == MessageResultKind.Stream)
            {
                message.OwnedScope = scope;
            }
            else
            {
                await scope.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task WithHookAsync<TState>(GatewayClient client, Func<TGateway, TState, ValueTask> hook, TState state)
    {
        if ((_singleton ?? client.FindInstance(this)?.Gateway) is TGateway gateway)
        {
            await hook(gateway, state).ConfigureAwait(false);
            return;
        }

        var scope = _services.CreateAsyncScope();
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
