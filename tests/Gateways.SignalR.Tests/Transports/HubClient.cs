using System.Net;
using System.Text.Json;
using Gateways.Specification;
using Gateways.Specification.Clients;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Gateways.SignalR.Tests.Transports;

/// <summary>The real SignalR client of .NET. It knows events by name and number of payloads, so they are listed here.</summary>
public sealed class HubClient : SpecificationClient
{
    private const string CloseText = "The server closed the connection with the following error: ";

    private static readonly (string Name, int Payloads)[] Events =
    [
        ("quiet", 0), ("heard", 1), ("reply", 1), ("exception", 1), ("presenceState", 1), ("presenceDiff", 1), ("pair", 2), ("triple", 3),
        .. from stream in new[] { "numbers", "later", "observable", "failing", "endless", "greedy", "wrapped", "scoped" } select (stream, 1),
    ];

    private readonly HubConnection _connection;
    private readonly AbortableHandler _links;

    private HubClient(HubConnection connection, AbortableHandler links)
    {
        _connection = connection;
        _links = links;
        foreach (var (name, payloads) in Events)
        {
            var types = Enumerable.Repeat(typeof(JsonElement), payloads).ToArray();
            connection.On(name, types, (arguments, _) => Hear(name, arguments), this);
        }

        foreach (var (name, payloads) in (ReadOnlySpan<(string, int)>)[("ask", 1), ("askPair", 2), ("askTriple", 3)])
        {
            connection.On(name, Enumerable.Repeat(typeof(JsonElement), payloads).ToArray(), AskedAsync, name);
        }

        connection.Closed += async error =>
        {
            // The client does not wait for the invocations it has read, and does not tell when it has made the last.
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
            OnClosed(TextOf(error));
        };
    }

    public HubConnection Connection => _connection;

    public static async Task<HubClient> ConnectAsync(Uri address, ClientRequest request, HttpTransportType transport, Action<IHubConnectionBuilder>? configure = null)
    {
        var links = new AbortableHandler();
        var builder = new HubConnectionBuilder().WithUrl(new UriBuilder(address) { Path = request.Path, Query = request.Query }.Uri, options =>
        {
            options.Transports = transport;
            options.CloseTimeout = TimeSpan.FromSeconds(2);
            options.HttpMessageHandlerFactory = links.Wrap;
            options.WebSocketFactory = links.ConnectAsync;
            if (request.Origin is { } origin)
            {
                options.Headers["Origin"] = origin;
            }
        });
        configure?.Invoke(builder);
        var client = new HubClient(builder.Build(), links);
        try
        {
            await client._connection.StartAsync().Soon();
            return client;
        }
        catch (HttpRequestException error) when (error.StatusCode is { } status and not HttpStatusCode.OK)
        {
            await client._connection.DisposeAsync();
            throw new ConnectRefusedException((int)status, error);
        }
    }

    public override Task EmitAsync(string eventName, params string[] json) => _connection.SendCoreAsync(eventName, Arguments(json)).Soon();

    public override async Task<Ack> CallAsync(string eventName, params string[] json)
    {
        try
        {
            var value = await _connection.InvokeCoreAsync(eventName, typeof(JsonElement), Arguments(json)).Soon();
            return new Ack(value is JsonElement element ? element.GetRawText() : null, null);
        }
        catch (HubException error)
        {
            return new Ack(null, error.Message);
        }
    }

    public override Task CloseAsync() => _connection.StopAsync().Soon();

    public override void Abort() => _links.Abort();

    public override async ValueTask DisposeAsync()
    {
        _links.Abort();
        await _connection.DisposeAsync().AsTask().Soon();
    }

    private static string TextOf(Exception? error) => error switch
    {
        null => "",
        HubException hub when hub.Message.StartsWith(CloseText, StringComparison.Ordinal) => hub.Message[CloseText.Length..],
        _ => error.Message,
    };

    private static object?[] Arguments(string[] json) => [.. json.Select(static one => (object)JsonDocument.Parse(one).RootElement)];

    private Task Hear(string name, object?[] arguments)
    {
        OnEvent(name, TextOf(arguments));
        return Task.CompletedTask;
    }

    private static string TextOf(object?[] arguments)
    {
        var texts = arguments.Select(static one => one is JsonElement element ? element.GetRawText() : "null").ToArray();
        return texts.Length > 1 ? $"[{string.Join(',', texts)}]" : string.Concat(texts);
    }

    private async Task<object?> AskedAsync(object?[] arguments, object name)
    {
        try
        {
            return await Answer((string)name, TextOf(arguments)) is { } json ? JsonDocument.Parse(json).RootElement : null;
        }
        catch (ApplicationException error)
        {
            throw new HubException(error.Message);
        }
    }
}
