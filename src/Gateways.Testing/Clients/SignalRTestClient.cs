using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateways.Testing.Clients;

/// <summary>SignalR's own client for .NET: it negotiates, then talks over a WebSocket.</summary>
internal sealed class SignalRTestClient : GatewayTestClient
{
    /// <summary>Long enough for whoever steps through a handler.</summary>
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromHours(1);

    private readonly HubConnection _connection;
    private readonly SignalRTestProtocol _protocol;
    private WebSocket? _socket;
    private GatewayTestConnectException? _refusal;

    private SignalRTestClient(TestLink link)
        : base(link)
    {
        _protocol = new SignalRTestProtocol(
            new JsonHubProtocol(Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = link.Json })),
            (eventName, arguments) => OnArrived(eventName, arguments));
        var builder = new HubConnectionBuilder().WithUrl(link.Address(link.Path), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseTimeout = link.Timeout;
            options.HttpMessageHandlerFactory = _ => link.CreateHandler(refusal => _refusal = refusal);
            options.WebSocketFactory = async (context, cancellationToken) => await OpenWebSocketAsync(link, context.Uri, cancellationToken).ConfigureAwait(false);
            foreach (var (name, value) in link.Headers)
            {
                options.Headers[name] = value;
            }
        });
        builder.Services.AddSingleton<IHubProtocol>(_protocol);
        _connection = builder.Build();
        _connection.ServerTimeout = ServerTimeout;
        _connection.On(SignalRTestProtocol.AskedMethod, [typeof(string), typeof(JsonElement[])], static (arguments, client) => ((SignalRTestClient)client).AskedAsync(arguments), this);
        _connection.Closed += error =>
        {
            // No code: the client leaves on SignalR's close message, and may or may not see the WebSocket's own behind it.
            var isCut = error is not null && _protocol.Goodbye is null;
            OnEnded(new GatewayTestDisconnect(Code: null, _protocol.Goodbye?.Text ?? "", _protocol.Goodbye?.MayReconnect, isCut ? error : null));
            return Task.CompletedTask;
        };
    }

    public override GatewayTransports Transport => GatewayTransports.SignalR;

    public static async Task<GatewayTestClient> ConnectAsync(TestLink link, CancellationToken cancellationToken)
    {
        var client = new SignalRTestClient(link);
        try
        {
            await client._connection.StartAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (Exception error)
        {
            await client._connection.DisposeAsync().ConfigureAwait(false);
            if (client._refusal is { } refusal)
            {
                throw refusal;
            }

            if (error is OperationCanceledException)
            {
                throw;
            }

            throw link.Failed(error);
        }
    }

    private protected override Task SendCoreAsync(string eventName, JsonElement[] arguments) => _connection.SendCoreAsync(eventName, Boxed(arguments));

    private protected override async Task<CallAnswer> CallCoreAsync(string eventName, JsonElement[] arguments) =>
        (CallAnswer)(await _connection.InvokeCoreAsync(eventName, typeof(CallAnswer), Boxed(arguments)).ConfigureAwait(false))!;

    private protected override Task SayGoodbyeAsync() => _connection.StopAsync();

    private protected override void Cut() => _socket?.Abort();

    private protected override async ValueTask ReleaseAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        _socket?.Dispose();
    }

    private static object?[] Boxed(JsonElement[] arguments) => [.. arguments.Select(static argument => (object)argument)];

    private async Task<WebSocket> OpenWebSocketAsync(TestLink link, Uri address, CancellationToken cancellationToken)
    {
        try
        {
            return _socket = await link.OpenWebSocketAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (GatewayTestConnectException refusal)
        {
            _refusal = refusal;
            throw;
        }
    }

    private async Task<object?> AskedAsync(object?[] arguments)
    {
        var (eventName, payloads) = ((string)arguments[0]!, (JsonElement[])arguments[1]!);
        if (!HasAnswer(eventName))
        {
            OnArrived(eventName, payloads);
            throw new HubException("Client didn't provide a result.");
        }

        return await AnswerAsync(eventName, payloads).ConfigureAwait(false);
    }
}
